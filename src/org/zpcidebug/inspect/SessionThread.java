package org.zpcidebug.inspect;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread of a session. After its end, whatever it is given is dropped. */
final class SessionThread implements Executor {

    private final ScheduledThreadPoolExecutor executor;
    private volatile Thread thread;

    SessionThread(String name) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException expected) {
            // The session has ended.
        }
    }

    /** Runs a task later, null when the session has ended. */
    Future<?> schedule(Runnable task, long nanos) {
        try {
            return executor.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException expected) {
            return null;
        }
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Takes no more tasks; those that are due still run. */
    void end() {
        executor.shutdown();
    }

    /** Waits for the end; says whether it came. */
    boolean awaitEnd(Duration bound) {
        try {
            return executor.awaitTermination(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends whatever is going on. */
    void interrupt() {
        executor.shutdownNow();
    }
}
