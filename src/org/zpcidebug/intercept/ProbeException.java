package org.zpcidebug.intercept;

import org.zpcidebug.Text;

/** Why a guest was not probed. Its message is for the user; the guest is as it was. */
public final class ProbeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ProbeException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With a message of this package; numbers are best given as strings. */
    static ProbeException of(String key, Object... arguments) {
        return new ProbeException(Text.of(ProbeException.class, key, arguments), null);
    }

    /** As {@link #of}, caused by something else. */
    static ProbeException caused(Throwable cause, String key, Object... arguments) {
        return new ProbeException(Text.of(ProbeException.class, key, arguments), cause);
    }
}
