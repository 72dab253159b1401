package org.zpcidebug.hypervisor;

import java.util.List;

/**
 * A QEMU process with an s390x guest on this machine.
 *
 * @param name the guest's name, empty when it has none
 * @param machine QEMU's machine type, for instance {@code s390-ccw-virtio}
 * @param monitors the monitors on its command line, usable or not
 */
public record QemuProcess(long pid, String name, String machine, List<MonitorSocket> monitors) {

    /** Keeps a list of its own. */
    public QemuProcess {
        monitors = List.copyOf(monitors);
    }

    /**
     * A monitor as the command line has it.
     *
     * @param option the words of the command line, printable and bounded
     * @param mode what is spoken there
     * @param address where it is reached, null when that is not known or not possible
     * @param problem why it cannot be used, in words for the user; null when it can
     */
    public record MonitorSocket(String option, Mode mode, MonitorAddress address, String problem) {

        /** Whether one can connect to it, as far as can be seen without trying. */
        public boolean isUsable() {
            return problem == null;
        }
    }

    /** What a monitor speaks. */
    public enum Mode {
        /** QMP. */
        CONTROL,
        /** The human monitor (HMP). */
        READLINE
    }
}
