package org.zpcidebug.intercept;

import org.zpcidebug.Text;

/** Why a session did not do what it was asked to. The message says to the user what happened and what to do next. */
@SuppressWarnings("nls")
public final class InterceptException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** The guest's code is not known, so there is nothing to stop at. */
        NO_CODE,
        /** The guest runs, and what was asked for needs it stopped. */
        RUNNING,
        /** The CPU waits: it has no instruction to execute. */
        WAITING,
        /** There is no such CPU, or nothing to return to. */
        NOTHING,
        /** The session's link to the guest's monitor is down. */
        NO_MONITOR,
        /** The session has ended, or what was asked for was overtaken. */
        ENDED
    }

    private final Reason reason;

    private InterceptException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** With a message of one's own. */
    public static InterceptException inWords(Reason reason, String message) {
        return new InterceptException(reason, message);
    }

    static InterceptException of(Reason reason, String key, Object... arguments) {
        return new InterceptException(reason, Text.of(InterceptException.class, "session." + key, arguments));
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
