package org.zpcidebug.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A time by which something has to have come, on a machine that may be busy. A timer of the same length runs beside it:
 * what holds up the one holds up the other, so that what comes is late when it comes well after the timer.
 */
public final class TimeLimit {

    private static final Duration SLACK = Duration.ofSeconds(1);

    private final Duration limit;
    private final long start = System.nanoTime();
    private final CompletableFuture<Long> struck;

    private TimeLimit(Duration limit) {
        this.limit = limit;
        struck = CompletableFuture.supplyAsync(
                System::nanoTime, CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Begins now. */
    public static TimeLimit start(Duration limit) {
        return new TimeLimit(limit);
    }

    /** That what was waited for comes in time, if it has just come: at most a second after the limit where nothing is busy. */
    public void assertKept() {
        long now = System.nanoTime();
        assertThat(Duration.ofNanos(now - struck.getNow(now)))
                .as("after the limit of %s", limit)
                .isLessThan(SLACK);
    }

    /** That it comes when the time is over, if it has just come: not before, and soon after. */
    public void assertStruck() {
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(limit);
        assertKept();
    }
}
