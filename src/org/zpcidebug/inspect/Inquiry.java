package org.zpcidebug.inspect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.MonitorException;

/**
 * The commands of one sample. Several are sent at once and then waited for, on the session's thread; the whole has a
 * bound. A refusal is an answer; a link that is silent or lost ends the sample with its {@link MonitorException}.
 */
@SuppressWarnings("nls")
final class Inquiry {

    /** How many commands are handed over at once: the deadline of a command counts from then on. */
    private static final int BATCH = 32;

    private final Monitor monitor;
    private final Duration bound;
    private final long end;

    Inquiry(Monitor monitor, Duration bound) {
        this.monitor = monitor;
        this.bound = bound;
        this.end = System.nanoTime() + bound.toNanos();
    }

    /** Sends a command without waiting. */
    <T> CompletableFuture<T> send(MonitorCommand<T> command) {
        if (System.nanoTime() - end >= 0) {
            throw new SlowException(Words.of("problem.slow", Long.toString(bound.toSeconds())));
        }
        return monitor.execute(command);
    }

    /** Waits for what was sent. */
    <T> Answer<T> await(CompletableFuture<T> sent) {
        try {
            return new Answer<>(sent.get(bound.toMillis(), TimeUnit.MILLISECONDS), null);
        } catch (ExecutionException e) {
            MonitorException failure = MonitorException.of(e);
            if (failure == null) {
                throw new IllegalStateException(e.getCause());
            }
            if (LinkFailure.of(failure) != LinkFailure.NONE) {
                throw failure;
            }
            return new Answer<>(null, failure);
        } catch (TimeoutException e) {
            throw new SlowException(Words.of("problem.slow", Long.toString(bound.toSeconds())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    <T> Answer<T> ask(MonitorCommand<T> command) {
        return await(send(command));
    }

    /** Asks for many things; the answers stand in the order of the commands. */
    <T> List<Answer<T>> askAll(List<MonitorCommand<T>> commands) {
        List<Answer<T>> answers = new ArrayList<>(commands.size());
        for (int from = 0; from < commands.size(); from += BATCH) {
            List<CompletableFuture<T>> sent = commands.subList(from, Math.min(from + BATCH, commands.size())).stream()
                    .map(this::send)
                    .toList();
            sent.forEach(future -> answers.add(await(future)));
        }
        return answers;
    }

    /** QEMU answers, but not fast enough for a sample to come to an end. */
    static final class SlowException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private SlowException(String message) {
            super(message);
        }
    }
}
