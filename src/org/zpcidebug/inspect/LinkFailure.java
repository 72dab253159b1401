package org.zpcidebug.inspect;

import org.zpcidebug.hypervisor.MonitorException;

/** What the failure of a command says about the link it was sent on. */
enum LinkFailure {
    /** The link is fine; only what was asked for is not known. */
    NONE,
    /** QEMU did not answer in time; the link still stands. */
    SILENT,
    /** The link has ended. */
    LOST;

    static LinkFailure of(MonitorException failure) {
        if (failure instanceof MonitorException.Failed
                || failure instanceof MonitorException.BadReply
                || failure instanceof MonitorException.NotAllowed) {
            return NONE;
        }
        return failure instanceof MonitorException.OutcomeUnknown || failure instanceof MonitorException.TimedOut
                ? SILENT
                : LOST;
    }
}
