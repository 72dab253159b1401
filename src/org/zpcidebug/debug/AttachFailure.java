package org.zpcidebug.debug;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;

/** Why a launch failed; the number tells the failures apart in a status, the message tells the user what to do. */
public enum AttachFailure {
    /** The configuration holds no usable address. */
    ADDRESS(301),
    /** The guest's monitor could not be reached, or what answered is not what we need. */
    CONNECT(302),
    /** Attaching took longer than it may. */
    TIMEOUT(303),
    /** No QEMU for s390x is installed. */
    NO_QEMU(304),
    /** The demo guest's QEMU ended before it answered. */
    DEMO_ENDED(305),
    /** The demo guest's files could not be written. */
    DEMO_FILES(306),
    /** This Eclipse holds the monitor already. */
    ALREADY(307),
    /** What was given as a file of the kernel is no path. */
    FILE(308);

    private final int code;

    AttachFailure(int code) {
        this.code = code;
    }

    /** The status code, unique in this plugin. */
    public int code() {
        return code;
    }

    /** The failure as Eclipse wants it: with a message for the user, and the cause for the log. */
    public CoreException exception(String message, Throwable cause) {
        return new CoreException(new Status(IStatus.ERROR, DebugIds.PLUGIN, code, message, cause));
    }
}
