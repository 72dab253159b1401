package org.zpcidebug.intercept;

import java.util.Map;
import java.util.Optional;

/**
 * Where a session stands. Immutable; each is published whole.
 *
 * @param phase what the guest does, as far as this session has to do with it
 * @param stopped the stopped guest; there exactly in the phase STOPPED
 * @param hits how often each enabled breakpoint matched since it was set, by its id
 * @param sites at how many places the guest would stop now
 * @param problem what went wrong last, in words for the user; empty text when all is well
 */
public record InterceptState(
        Phase phase, Optional<StoppedGuest> stopped, Map<String, Long> hits, int sites, String problem) {

    /** What the guest does, as far as a session has to do with it. */
    public enum Phase {
        /** Nothing is connected to the guest: it is undisturbed. */
        AWAY,
        /** It runs. */
        RUNNING,
        /** It runs for the sake of a step, and will stop at its end. */
        STEPPING,
        /** It stands. */
        STOPPED,
        /** The session has ended. */
        CLOSED
    }
}
