package org.zpcidebug.ui.launch;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.hypervisor.QemuProcess;
import org.zpcidebug.hypervisor.QemuProcess.MonitorSocket;

/**
 * A line of the find dialog: a QEMU and one of its monitors.
 *
 * @param monitor null for a QEMU without any
 */
record FoundMonitor(QemuProcess process, MonitorSocket monitor) {

    private static final int TITLE_LIMIT = 60;

    /** One line for each monitor; a QEMU without monitors has one too, so that the user sees that it was found. */
    static List<FoundMonitor> of(List<QemuProcess> processes) {
        List<FoundMonitor> lines = new ArrayList<>();
        for (QemuProcess process : processes) {
            process.monitors().forEach(monitor -> lines.add(new FoundMonitor(process, monitor)));
            if (process.monitors().isEmpty()) {
                lines.add(new FoundMonitor(process, null));
            }
        }
        return lines;
    }

    /** Whether one can connect to it. */
    boolean isUsable() {
        return monitor != null && monitor.isUsable() && monitor.address() != null;
    }

    /** The guest's name. */
    String guest() {
        String name = process.name().isEmpty() ? Messages.Find_Unnamed : process.name();
        return name.substring(0, Math.min(TITLE_LIMIT, name.length()));
    }

    /** Where the monitor is, or how QEMU was told to make it. */
    String where() {
        if (monitor == null) {
            return Messages.Find_NoMonitor;
        }
        return monitor.address() == null ? monitor.option() : monitor.address().toString();
    }

    /** Why it cannot be used, or that it can. */
    String status() {
        if (monitor == null) {
            return Messages.Find_NoMonitorHint;
        }
        if (ZpciDebugTarget.isAttached(where())) {
            return Messages.Find_Attached;
        }
        return monitor.problem() == null ? Messages.Find_Usable : monitor.problem();
    }
}
