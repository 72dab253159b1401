package org.zpcidebug.memory;

import java.util.List;
import org.zpcidebug.hypervisor.Monitor;

/** Finds a way to the memory of the guest behind a monitor. */
@SuppressWarnings("nls")
public final class GuestMemoryFactory {

    /** The ways in the order in which they are tried: the fastest, which is also the one that disturbs least, first. */
    public static final List<MemoryAccess> ORDER =
            List.of(MemoryAccess.PROCESS, MemoryAccess.PMEMSAVE, MemoryAccess.MONITOR);

    private GuestMemoryFactory() {}

    /** As {@link #open(Monitor, List, MemoryOptions)}, in the usual order and with the default bounds. */
    public static GuestMemory open(Monitor monitor) {
        return open(monitor, ORDER, MemoryOptions.DEFAULT);
    }

    /**
     * Opens the memory by the first of these ways that works; later, when it stops working, the next takes over. Waits
     * for the monitor, a few seconds at most for each way; interrupting the thread ends it.
     *
     * @param monitor stays the caller's: closing the memory does not close it
     * @throws MemoryException when none works, with the reason for each
     */
    public static GuestMemory open(Monitor monitor, List<MemoryAccess> order, MemoryOptions options) {
        return new AttachedMemory(monitor, order, options);
    }

    /** Opens one way. */
    static SpanReader openWay(MemoryAccess access, Monitor monitor, RamMap ram, MemoryOptions options) {
        return switch (access) {
            case PROCESS -> ProcessSearch.open(monitor, ram, options);
            case PMEMSAVE -> PmemsaveMemory.open(monitor, ram, options);
            case MONITOR -> MonitorMemory.open(monitor, ram, options);
            case STUB, DUMP -> throw new IllegalArgumentException("not by a monitor: " + access);
        };
    }
}
