package org.zpcidebug.inspect;

import java.time.Duration;

/** How long a source that failed is left alone: 1 s at first, twice as long after each failure, at most 30 s. */
final class BackOff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private int failures;
    private long pause;
    private long since;

    /** Whether the source may be asked at that time, in {@link System#nanoTime}. */
    boolean isDue(long now) {
        return failures == 0 || now - since >= pause;
    }

    void failed(long now) {
        pause = failures == 0 ? FIRST.toNanos() : Math.min(2 * pause, LONGEST.toNanos());
        since = now;
        failures++;
    }

    void succeeded() {
        failures = 0;
    }

    /** How often it has failed since it last succeeded. */
    int failures() {
        return failures;
    }

    /** The present pause. */
    Duration pause() {
        return failures == 0 ? Duration.ZERO : Duration.ofNanos(pause);
    }
}
