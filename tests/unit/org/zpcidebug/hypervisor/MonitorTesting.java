package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the monitor client's tests share. */
final class MonitorTesting {

    /** Deadlines short enough for tests that let them pass. */
    static final MonitorOptions HASTY =
            new MonitorOptions(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofMillis(300), 4, 10 << 20);

    /** A command that a fake monitor answers with its name. */
    static final MonitorCommand<String> STATUS = MonitorCommand.of("query-status", JsonElement::getAsString);

    /** How late an answer may be on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    private MonitorTesting() {}

    static Monitor open(MonitorAddress address) throws Exception {
        return open(address, MonitorOptions.DEFAULT);
    }

    static Monitor open(MonitorAddress address, MonitorOptions options) throws Exception {
        return QmpMonitor.open(address, options).get(20, TimeUnit.SECONDS);
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(20, TimeUnit.SECONDS);
    }

    /** The monitor exception of that type with which the future fails, which must be its direct cause. */
    static <E extends MonitorException> E failure(CompletableFuture<?> future, Class<E> type) {
        try {
            Object value = future.get(20, TimeUnit.SECONDS);
            throw new AssertionError("completed with " + value);
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(type);
            assertThat(e.getCause().getMessage()).doesNotStartWith("!").doesNotContain("{0}", "{1}");
            return type.cast(e.getCause());
        } catch (InterruptedException | TimeoutException | CompletionException e) {
            throw new AssertionError(e);
        }
    }

    /** As {@link #failure(CompletableFuture, Class)}, and it comes when the deadline passes: not before, soon after. */
    static <E extends MonitorException> E failureAfter(Duration deadline, CompletableFuture<?> future, Class<E> type) {
        long start = System.nanoTime();
        E failure = failure(future, type);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isBetween(deadline.minusMillis(100), deadline.plus(SLACK));
        return failure;
    }

    /** Repeats a check until it passes; fails with its last failure after some seconds. */
    static void eventually(Check check) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                check.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
        }
    }

    /** Something that can fail. */
    interface Check {
        void run() throws Exception;
    }

    /** That a monitor works: it answers a command. */
    static void assertWorks(MonitorAddress address) throws Exception {
        try (Monitor monitor = open(address)) {
            assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
        }
    }
}
