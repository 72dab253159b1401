package org.zpcidebug.inspect;

/** A guest cannot be inspected; the message tells the user why and what to do. */
public final class SessionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SessionException(String message) {
        super(message);
    }

    SessionException(String message, Throwable cause) {
        super(message, cause);
    }
}
