package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.TimeLimit;

/** What the monitor client's tests share. */
final class MonitorTesting {

    /** For tests in which nobody greets. */
    static final MonitorOptions HASTY =
            new MonitorOptions(Duration.ofSeconds(5), Duration.ofMillis(500), Duration.ofSeconds(5), 4, 10 << 20);

    /** For tests in which commands are not answered. */
    static final MonitorOptions BRISK = MonitorOptions.DEFAULT.withCommand(Duration.ofSeconds(2));

    /** A command that a fake monitor answers with its name. */
    static final MonitorCommand<String> STATUS = MonitorCommand.of("query-status", JsonElement::getAsString);

    private MonitorTesting() {}

    static Monitor open(MonitorAddress address) throws Exception {
        return open(address, MonitorOptions.DEFAULT);
    }

    static Monitor open(MonitorAddress address, MonitorOptions options) throws Exception {
        return QmpMonitor.open(address, options).get(60, TimeUnit.SECONDS);
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    /** The monitor exception of that type with which the future fails, which must be its direct cause. */
    static <E extends MonitorException> E failure(CompletableFuture<?> future, Class<E> type) {
        try {
            Object value = future.get(60, TimeUnit.SECONDS);
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
    static <E extends MonitorException> E failureAfter(
            Duration deadline, Supplier<? extends CompletableFuture<?>> begun, Class<E> type) {
        TimeLimit limit = TimeLimit.start(deadline);
        E failure = failure(begun.get(), type);
        limit.assertStruck();
        return failure;
    }

    /** Waits until a check passes, and what it waits for is no failure. */
    static void eventually(Eventually.Check check) {
        Eventually.passes(Duration.ofSeconds(60), () -> {
            try {
                check.run();
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** That a monitor works: it answers a command. */
    static void assertWorks(MonitorAddress address) throws Exception {
        try (Monitor monitor = open(address)) {
            assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
        }
    }
}
