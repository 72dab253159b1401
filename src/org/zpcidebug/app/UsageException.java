package org.zpcidebug.app;

/** The arguments are wrong; the message tells the user how. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
