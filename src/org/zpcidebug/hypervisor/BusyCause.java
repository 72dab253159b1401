package org.zpcidebug.hypervisor;

import java.nio.file.Path;
import org.zpcidebug.hypervisor.MonitorException.Busy;

/**
 * Finds out why nobody greets. QEMU serves one client at a time on a monitor and leaves the others in the socket's
 * backlog, where their connecting has succeeded; the kernel's table of sockets tells who was accepted.
 */
final class BusyCause {

    private BusyCause() {}

    /** To be asked while our connection is still open. */
    static Busy.Reason of(MonitorAddress address) {
        return address instanceof MonitorAddress.Unix unix
                ? of(UnixSocketTable.read(), unix.path())
                : Busy.Reason.UNKNOWN;
    }

    static Busy.Reason of(UnixSocketTable table, Path socket) {
        long waiting = table.waiting(socket);
        long accepted = table.accepted(socket);
        if (waiting > 0) {
            return accepted > 0 ? Busy.Reason.HELD_BY_ANOTHER : Busy.Reason.NOT_ACCEPTING;
        }
        return accepted == 1 ? Busy.Reason.SILENT : Busy.Reason.UNKNOWN;
    }
}
