package org.zpcidebug.linux;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.memory.MemoryOptions;
import org.zpcidebug.testing.LiveGuest;

/** A live guest's memory, which only inspects, and the monitor it was found through, on which tests may do anything. */
record LiveMemory(Monitor monitor, GuestMemory memory) implements AutoCloseable {

    /** The memory of QEMU's process. */
    static LiveMemory of(LiveGuest guest) throws Exception {
        return of(guest, MemoryAccess.PROCESS);
    }

    /** The memory by that way and no other. */
    static LiveMemory of(LiveGuest guest, MemoryAccess access) throws Exception {
        MonitorAddress address = new MonitorAddress.Unix(guest.monitorPath());
        Monitor monitor = QmpMonitor.open(address).get(30, TimeUnit.SECONDS);
        try {
            Monitor inspecting = new InspectingMonitor(monitor);
            return new LiveMemory(monitor, GuestMemoryFactory.open(inspecting, List.of(access), MemoryOptions.DEFAULT));
        } catch (RuntimeException e) {
            monitor.close();
            throw e;
        }
    }

    /** A reader that has seen no kernel before. */
    LinuxReader reader() {
        return new LinuxReader(memory, settings());
    }

    /** What such a reader starts with. */
    LinuxSettings settings() {
        return LinuxSettings.of(memory.size(), KernelCache.inMemory());
    }

    @Override
    public void close() {
        memory.close();
        monitor.close();
    }
}
