package org.zpcidebug.memory;

import java.util.LinkedHashSet;
import java.util.Set;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.memory.MemoryProblem.Kind;

/**
 * Finds the QEMU process behind a monitor and proves that it is the one. Who listens at a socket is only a hint:
 * libvirt opens the socket before it starts QEMU, and behind a tunnel there is no QEMU at all. The proof is that the
 * process has memory exactly where QEMU says the guest's is, and the bytes that QEMU shows.
 */
@SuppressWarnings("nls")
final class ProcessSearch {

    private final Monitor monitor;
    private final RamMap ram;
    private final MemoryOptions options;
    private final Set<Integer> tried = new LinkedHashSet<>();
    private MemoryException reason;

    private ProcessSearch(Monitor monitor, RamMap ram, MemoryOptions options) {
        this.monitor = monitor;
        this.ram = ram;
        this.options = options;
    }

    /** @throws MemoryException with the reason why the process cannot be found or read */
    static SpanReader open(Monitor monitor, RamMap ram, MemoryOptions options) {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new MemoryException(MemoryProblem.variant(Kind.UNSUPPORTED, "SYSTEM", System.getProperty("os.name")));
        }
        if (ram.ranges().stream().anyMatch(range -> range.hostAddress() == 0)) {
            throw new MemoryException(MemoryProblem.variant(Kind.UNSUPPORTED, "QEMU"));
        }
        try {
            return new ProcessSearch(monitor, ram, options).search();
        } catch (LinkageError e) {
            throw new MemoryException(MemoryProblem.variant(Kind.UNSUPPORTED, "JNA", String.valueOf(e.getMessage())));
        }
    }

    private SpanReader search() {
        SpanReader found = null;
        if (monitor.address() instanceof MonitorAddress.Unix unix) {
            found = firstOf(OwnSockets.peers(SocketName.of(unix.path())));
        }
        if (found == null) {
            found = firstOf(SocketOwners.find(monitor.address()));
        }
        if (found != null) {
            return found;
        }
        throw reason != null
                ? reason
                : new MemoryException(MemoryProblem.variant(Kind.NO_LOCAL_PROCESS, "NONE", monitor.address()));
    }

    private SpanReader firstOf(Set<Integer> candidates) {
        for (int pid : candidates) {
            SpanReader found = tried.add(pid) ? tryProcess(pid) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Null when it is not the one; the first reason is kept, unless a later process is the one but may not be read. */
    private SpanReader tryProcess(int pid) {
        QemuProcess process = null;
        try {
            if (pid == 0) {
                throw new MemoryException(MemoryProblem.variant(Kind.NO_LOCAL_PROCESS, "NAMESPACE"));
            }
            process = QemuProcess.open(pid);
            return proven(process);
        } catch (MemoryException e) {
            if (process != null) {
                process.close();
            }
            if (e.problem().kind() == Kind.CANCELLED) {
                throw e;
            }
            if (reason == null || e.problem().kind() == Kind.PERMISSION_REFUSED) {
                reason = e;
            }
            return null;
        }
    }

    private SpanReader proven(QemuProcess process) {
        ProcessMaps maps = process.maps();
        boolean hasAll = ram.ranges().stream().allMatch(range -> maps.cover(range.hostAddress(), range.length()));
        if (!hasAll) {
            throw notThis(process);
        }
        ProcessMemory memory = new ProcessMemory(process);
        if (!new SampleCheck(ram).agree(memory, new MonitorMemory(monitor, options.batchTime()))) {
            memory.close();
            throw notThis(process);
        }
        return memory;
    }

    private MemoryException notThis(QemuProcess process) {
        return new MemoryException(MemoryProblem.of(Kind.NOT_THIS_QEMU, process, monitor.address()));
    }
}
