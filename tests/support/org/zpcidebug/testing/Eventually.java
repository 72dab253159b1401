package org.zpcidebug.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Retries an assertion until it passes or its time is over. */
public final class Eventually {

    private static final long FIRST_PAUSE = Duration.ofMillis(5).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofMillis(100).toNanos();

    private Eventually() {}

    /** What is tried again as long as it throws an AssertionError; any other exception ends the trying. */
    @FunctionalInterface
    public interface Check {

        /** Passes, or throws an AssertionError. */
        void run() throws Exception;
    }

    /**
     * Waits until a check passes.
     *
     * @throws AssertionError the check's last one, when it did not pass in time
     */
    public static void passes(Duration limit, Check check) {
        returns(limit, () -> {
            check.run();
            return null;
        });
    }

    /**
     * Waits until a supplier that asserts something passes.
     *
     * @return what it returned then
     * @throws AssertionError the supplier's last one, when it did not pass in time
     */
    public static <T> T returns(Duration limit, Callable<T> supplier) {
        long deadline = System.nanoTime() + limit.toNanos();
        for (long pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
            try {
                return supplier.call();
            } catch (AssertionError notYet) {
                if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                    throw notYet;
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            LockSupport.parkNanos(pause);
        }
    }
}
