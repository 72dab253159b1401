package org.zpcidebug.hypervisor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Completes futures away from the connections' threads: what callers attach to a future may take its time, even wait for
 * another reply, and must not hold up the reader. The threads end after two idle seconds.
 */
@SuppressWarnings("nls")
final class Replies {

    private static final Executor EXECUTOR = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 2, TimeUnit.SECONDS, new SynchronousQueue<>(), Replies::thread);

    private Replies() {}

    /** Runs a task soon, on a thread of its own kind. */
    static void run(Runnable task) {
        EXECUTOR.execute(task);
    }

    /** Completes a future soon; null stands for nobody waiting. */
    static <T> void complete(CompletableFuture<T> future, T value) {
        if (future != null && !future.isDone()) {
            EXECUTOR.execute(() -> future.complete(value));
        }
    }

    /** Fails a future soon. */
    static void fail(CompletableFuture<?> future, Throwable cause) {
        if (!future.isDone()) {
            EXECUTOR.execute(() -> future.completeExceptionally(cause));
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "zPCI monitor reply");
        thread.setDaemon(true);
        return thread;
    }
}
