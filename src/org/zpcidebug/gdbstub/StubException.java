package org.zpcidebug.gdbstub;

import org.zpcidebug.Text;

/** What can go wrong with a stub. The message says to the user what happened and what to do next. */
@SuppressWarnings("nls")
public final class StubException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What went wrong. */
    public enum Reason {
        /** The stub's socket could not be reached. */
        UNREACHABLE,
        /** The stub did not answer in time; the connection was closed. */
        SILENT,
        /** The other side ended the connection. */
        LOST,
        /** What arrived cannot be read; the connection was closed. */
        GARBLED,
        /** The stub answered with an error, or does not know the command. */
        REFUSED,
        /** The guest runs, and what was asked for needs it stopped. */
        RUNNING,
        /** QEMU ends. */
        ENDED,
        /** The stub could not be started. */
        NOT_STARTED,
        /** We closed the connection. */
        CLOSED
    }

    private final Reason reason;

    private StubException(Reason reason, Throwable cause, String key, Object... arguments) {
        super(Text.of(StubException.class, "stub." + key, arguments), cause);
        this.reason = reason;
    }

    static StubException of(Reason reason, String key, Object... arguments) {
        return new StubException(reason, null, key, arguments);
    }

    static StubException caused(Reason reason, Throwable cause, String key, Object... arguments) {
        return new StubException(reason, cause, key, arguments);
    }

    /** What went wrong. */
    public Reason reason() {
        return reason;
    }
}
