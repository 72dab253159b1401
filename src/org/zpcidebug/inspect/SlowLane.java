package org.zpcidebug.inspect;

import java.time.Duration;

/** Decides when the costly questions are asked: every 2 s at most, and never for more than a twentieth of the time. */
final class SlowLane {

    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int SHARE = 20;

    private boolean ran;
    private long last;
    private long took;

    /** Whether it is time at {@code now}, in {@link System#nanoTime}. */
    boolean isDue(long now) {
        return !ran || now - last >= Math.max(PERIOD.toNanos(), SHARE * took);
    }

    /** The questions were asked between these times. */
    void ran(long from, long to) {
        ran = true;
        last = from;
        took = to - from;
    }
}
