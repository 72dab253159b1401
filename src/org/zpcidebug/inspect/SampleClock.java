package org.zpcidebug.inspect;

import java.util.concurrent.Future;

/**
 * When a session samples its guest next: as often as the most demanding view wants, and soon after an event announced a
 * change, whichever is sooner. Belongs to the session's thread.
 */
final class SampleClock {

    private final SessionThread thread;
    private final Demands demands;
    private final Runnable sample;
    private final Timetable timetable = new Timetable();
    private boolean changeAnnounced;
    private Future<?> next;

    /** @param sample is run on that thread when it is time */
    SampleClock(SessionThread thread, Demands demands, Runnable sample) {
        this.thread = thread;
        this.demands = demands;
        this.sample = sample;
    }

    /** An event told of a change; {@link #schedule} takes that into account. */
    void announceChange() {
        changeAnnounced = true;
    }

    /** A sample begins: it will see what was announced. */
    void begin() {
        changeAnnounced = false;
    }

    /** A sample took from then till then, by {@link System#nanoTime}. */
    void sampled(long from, long to) {
        timetable.sampled(from, to);
    }

    /** Sets the clock for the next sample, if one is wanted. */
    void schedule() {
        double hertz = demands.highest();
        if (!changeAnnounced && hertz == 0) {
            return;
        }
        long now = System.nanoTime();
        long byEvent = changeAnnounced ? timetable.nextAfterEvent(now) - now : Long.MAX_VALUE;
        long byDemand = hertz > 0 ? timetable.next(hertz, now) - now : Long.MAX_VALUE;
        next = thread.schedule(this::strike, Math.min(byEvent, byDemand));
    }

    private void strike() {
        next = null;
        sample.run();
    }

    /** There is no next sample. */
    void cancel() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
    }
}
