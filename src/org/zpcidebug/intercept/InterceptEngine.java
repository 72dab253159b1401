package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.zpcidebug.gdbstub.StubException;

/** The thread of a session: does what is asked of it, and in between what the guest's stops ask for. */
@SuppressWarnings("nls")
final class InterceptEngine {

    /** What has to be done now and then is looked for that often. */
    private static final Duration PIECE = Duration.ofMillis(200);

    private final TaskQueue tasks = new TaskQueue();
    private final InterceptPublisher publisher = new InterceptPublisher();
    private final GuestDebugger debugger;
    private final Thread thread;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    InterceptEngine(InterceptGuest guest) {
        debugger = new GuestDebugger(guest, publisher, tasks);
        thread = new Thread(this::run, "zPCI intercepts " + guest.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    InterceptPublisher publisher() {
        return publisher;
    }

    InterceptState state() {
        return publisher.state();
    }

    private void run() {
        try {
            while (!debugger.isClosed()) {
                Runnable task = debugger.link().isOpen() ? tasks.poll() : tasks.await(PIECE);
                if (task == null) {
                    await();
                } else {
                    task.run();
                }
            }
        } finally {
            ended.countDown();
            refuseAll();
        }
    }

    private void await() {
        try {
            debugger.await(PIECE);
        } catch (StubException e) {
            debugger.failed(e);
        } catch (RuntimeException e) {
            System.getLogger(InterceptSession.class.getName())
                    .log(System.Logger.Level.ERROR, "Debugging the guest failed", e);
            debugger.lost(String.valueOf(e.getMessage()));
        }
    }

    /** Has something done on the thread. */
    <T> CompletableFuture<T> ask(Supplier<T> work) {
        return later(future -> future.complete(work.get()));
    }

    /** Has something done on the thread that gives nothing. */
    CompletableFuture<Void> order(Runnable work) {
        return later(future -> {
            work.run();
            future.complete(null);
        });
    }

    /** Has something begun on the thread whose result comes later. */
    <T> CompletableFuture<T> later(Consumer<CompletableFuture<T>> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                work.accept(future);
            } catch (StubException e) {
                debugger.failed(e);
                future.completeExceptionally(e);
            } catch (RuntimeException e) {
                future.completeExceptionally(e);
            }
        });
        if (ended.getCount() == 0) {
            refuseAll();
        }
        return future;
    }

    /** What comes after the end finds the debugger closed, and says so. */
    private void refuseAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    GuestDebugger debugger() {
        return debugger;
    }

    /** Leaves the guest and ends; when that takes too long the guardian leaves it. */
    void close(Duration limit) {
        if (closing.compareAndSet(false, true)) {
            tasks.add(debugger::close);
        }
        try {
            if (Thread.currentThread() != thread && !ended.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                debugger.abandon();
            }
        } catch (InterruptedException e) {
            debugger.abandon();
            Thread.currentThread().interrupt();
        }
    }
}
