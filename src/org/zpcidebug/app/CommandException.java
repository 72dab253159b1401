package org.zpcidebug.app;

/** A command failed; the message tells the user why and what to do. */
final class CommandException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }

    /** Takes over the message of a failure that has one for the user. */
    CommandException(Throwable cause) {
        super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
}
