package org.zpcidebug.memory;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.memory.MemoryProblem.Kind;

/** Waits for answers of the monitor until a common deadline. */
@SuppressWarnings("nls")
final class MonitorWait {

    private final long end;

    /** @param nanos how long all the waiting together may take */
    MonitorWait(long nanos) {
        end = System.nanoTime() + nanos;
    }

    /**
     * The answer, or a {@link MemoryException} of kind MONITOR_FAILED, BAD_REPLY, TIMED_OUT or CANCELLED; in the last
     * two cases the command is given up.
     */
    <T> T get(CompletableFuture<T> answer) {
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new MemoryException(MemoryProblem.of(Kind.CANCELLED));
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new MemoryException(MemoryProblem.of(Kind.TIMED_OUT));
        } catch (ExecutionException e) {
            throw failed(MonitorException.of(e), e);
        }
    }

    private static MemoryException failed(MonitorException cause, ExecutionException failure) {
        if (cause == null) {
            throw new IllegalStateException(failure);
        }
        Kind kind = kind(cause);
        boolean isLate = kind == Kind.TIMED_OUT;
        return new MemoryException(
                isLate ? MemoryProblem.of(kind) : new MemoryProblem(kind, cause.getMessage()), cause);
    }

    private static Kind kind(MonitorException cause) {
        if (cause instanceof MonitorException.TimedOut || cause instanceof MonitorException.OutcomeUnknown) {
            return Kind.TIMED_OUT;
        }
        return cause instanceof MonitorException.BadReply ? Kind.BAD_REPLY : Kind.MONITOR_FAILED;
    }
}
