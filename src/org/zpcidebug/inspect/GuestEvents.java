package org.zpcidebug.inspect;

import java.util.Set;
import org.zpcidebug.hypervisor.MonitorEvent;

/** What QEMU's events mean for a session. */
@SuppressWarnings("nls")
final class GuestEvents {

    private static final Set<String> CHANGES = Set.of(
            "DEVICE_DELETED",
            "DEVICE_UNPLUG_GUEST_ERROR",
            "GUEST_CRASHLOADED",
            "GUEST_PANICKED",
            "MEMORY_DEVICE_SIZE_CHANGE",
            "POWERDOWN",
            "RESET",
            "RESUME",
            "SHUTDOWN",
            "STOP",
            "SUSPEND",
            "WAKEUP");

    private static final Set<String> MEMORY = Set.of("DEVICE_DELETED", "MEMORY_DEVICE_SIZE_CHANGE", "RESET");

    private GuestEvents() {}

    /** Whether the event says that a new sample would look different. */
    static boolean changesGuest(MonitorEvent event) {
        return CHANGES.contains(event.name());
    }

    /** Whether the guest's memory may be another, in place or content. */
    static boolean changesMemory(MonitorEvent event) {
        return MEMORY.contains(event.name());
    }

    /** Whether what was read once must be read again. */
    static boolean changesMachine(MonitorEvent event) {
        return event.name().equals("RESET");
    }
}
