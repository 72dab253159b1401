package org.zpcidebug.inspect;

import java.time.Duration;

/**
 * When the next sample is due. Times are those of {@link System#nanoTime}. A sample that takes more than half of the
 * period stretches the period to twice its own time.
 */
final class Timetable {

    /** Events that come in swarms, like those of breakpoints, cause no more samples than this. */
    private static final Duration BETWEEN_EVENTS = Duration.ofMillis(200);

    private boolean sampled;
    private long started;
    private long took;

    void sampled(long from, long to) {
        sampled = true;
        started = from;
        took = to - from;
    }

    /** When the next sample is due at that rate, which is above 0. */
    long next(double hertz, long now) {
        if (!sampled) {
            return now;
        }
        long period = Math.max((long) (1e9 / hertz), 2 * took);
        return latest(now, started + period);
    }

    /** When an event may cause a sample: at once, unless one was just taken. */
    long nextAfterEvent(long now) {
        return sampled ? latest(now, started + BETWEEN_EVENTS.toNanos()) : now;
    }

    private static long latest(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
