package org.zpcidebug.inspect;

import java.time.Duration;

/**
 * What a session knows at one moment, immutable.
 *
 * @param link the state of the link to the monitor
 * @param snapshot the newest complete snapshot, null before the first
 * @param problem what is wrong and what to do next, in words; null while all is well
 * @param took how long the newest sample took, null before the first
 */
public record SessionState(Link link, GuestSnapshot snapshot, String problem, Duration took) {

    /** The state of the link to the monitor. */
    public enum Link {
        CONNECTING,
        CONNECTED,
        /** The link stands but QEMU does not answer within its deadline; it is asked again with growing pauses. */
        SILENT,
        /** The link is gone or could not be made; reconnecting is possible. */
        LOST,
        CLOSED
    }

    /** Whether the snapshot no longer tells the present. */
    public boolean isStale() {
        return snapshot != null && (link != Link.CONNECTED || problem != null);
    }
}
