package org.zpcidebug.intercept;

/**
 * Is told what happens in a session, on the session's thread, while the guest may stand: it must not wait for anything,
 * and least of all for the session.
 */
public interface InterceptListener {

    /** A new state. Hit counts alone are told a few times a second. */
    void changed(InterceptState state);

    /** An event; there can be thousands a second. */
    void happened(InterceptEvent event);
}
