package org.zpcidebug.inspect;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorException;

/**
 * What can be learnt of interrupts on request, besides what samples tell: exact counts and interruption modes by QEMU's
 * trace events, which cost the guest some speed while they are on, and the masks of the CPUs, for which the guest stands
 * for a moment. Requests may come from any thread and are never waited for; samples that are taken afterwards hold what
 * was learnt.
 */
@SuppressWarnings("nls")
public final class InterruptInquiry {

    private static final long POLL_MILLIS = 100;
    private static final long CLOSE_MILLIS = 400;

    private final Supplier<Monitor> monitor;
    private final Runnable changed;
    private final InterruptHistory history = new InterruptHistory();
    private final ScheduledThreadPoolExecutor executor;
    private volatile AdapterTracing tracing;
    private volatile AdapterCounts counts;
    private volatile CpuReading registers;
    private Future<?> polling;

    /**
     * Asks through what the supplier gives at the time of a request.
     *
     * @param monitor one that sends whatever it is asked to; null while there is none
     * @param changed is run when a new sample would look different
     */
    InterruptInquiry(String guest, Supplier<Monitor> monitor, Runnable changed) {
        this.monitor = monitor;
        this.changed = changed;
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "zPCI interrupts " + guest);
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Switches QEMU's trace events on. Completes exceptionally with a {@link SessionException} or a
     * {@link MonitorException}, whose message is for the user; QEMU is as it was then.
     */
    public CompletableFuture<Void> startTrace() {
        return request(() -> {
            if (tracing == null) {
                AdapterTracing started = AdapterTracing.start(connected());
                tracing = started;
                counts = started.counts();
                polling = executor.scheduleWithFixedDelay(this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
            return null;
        });
    }

    /** Switches them off, and forgets what they told. */
    public CompletableFuture<Void> stopTrace() {
        return request(() -> {
            end();
            return null;
        });
    }

    /** Whether they are on. */
    public boolean isTracing() {
        return tracing != null;
    }

    /** The process that switches them off if this one is killed; -1 while they are off. */
    long guardianProcess() {
        AdapterTracing now = tracing;
        return now == null ? -1 : now.guardianProcess();
    }

    /** Reads what the CPUs let interrupt them; a guest that runs stands for a moment. Fails as {@link #startTrace}. */
    public CompletableFuture<CpuReading> readRegisters() {
        return request(() -> {
            CpuReading read = RegisterReading.read(connected());
            registers = read;
            return read;
        });
    }

    /** What counts did while samples were taken. */
    public InterruptHistory history() {
        return history;
    }

    /** What trace events told so far; null while they are off. */
    AdapterCounts counts() {
        return counts;
    }

    /** The newest reading of the CPUs; null when there is none. */
    CpuReading registers() {
        return registers;
    }

    /** There is a monitor again: what was left behind is repaired. */
    void opened() {
        later(() -> {
            Monitor now = monitor.get();
            if (now != null) {
                checkTracing(now);
                AdapterTracing.repair(now);
            }
        });
    }

    /** A QEMU that was started anew knows nothing of what was switched on. */
    private void checkTracing(Monitor now) {
        AdapterTracing old = tracing;
        if (old != null && !old.isOn(now)) {
            old.forget();
            drop();
        }
    }

    /** The guest was reset: what its CPUs had in their registers, and the modes of subclasses, are past. */
    void forget() {
        registers = null;
        later(() -> {
            AdapterTracing now = tracing;
            if (now != null) {
                poll();
                now.forgetModes();
            }
        });
    }

    /** Does something that is of no use any more when the link ends meanwhile. */
    private void later(Runnable work) {
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } catch (SessionException | MonitorException expected) {
                    // The link has ended; what is left to do is done with the next one, or by the guardian.
                }
            });
        } catch (RejectedExecutionException expected) {
            // The session is over.
        }
    }

    private Monitor connected() {
        Monitor now = monitor.get();
        if (now == null) {
            throw new SessionException(Words.of("tables.closed"));
        }
        return now;
    }

    private <T> CompletableFuture<T> request(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, executor).whenComplete((result, failure) -> changed.run());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new SessionException(Words.of("tables.closed"), e));
        }
    }

    private void poll() {
        AdapterTracing now = tracing;
        if (now != null) {
            try {
                now.poll(monitor.get());
            } catch (SessionException | MonitorException expected) {
                // The link is gone, or about to be: the next poll tries again, and the guardian watches the log.
            }
            counts = now.counts();
        }
    }

    private void end() {
        AdapterTracing now = tracing;
        if (now != null) {
            now.stop(monitor.get());
            drop();
        }
    }

    private void drop() {
        polling.cancel(false);
        tracing = null;
        counts = null;
    }

    /** Switches off what is on; waits a moment for it, and leaves it to the guardian after that. */
    void close() {
        try {
            executor.submit(this::end).get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException | ExecutionException | TimeoutException e) {
            // It was closed before, or the guardian repairs the guest once the monitor is closed.
            executor.shutdown();
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdown();
    }
}
