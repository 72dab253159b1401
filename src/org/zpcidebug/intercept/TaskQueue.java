package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.gdbstub.StubClient;

/** What a session is asked to do, in order. Its thread waits for that, or for the guest; a task ends either wait. */
final class TaskQueue {

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private volatile StubClient waiting;

    /** Any thread. */
    void add(Runnable task) {
        tasks.add(task);
        StubClient client = waiting;
        if (client != null) {
            client.wake();
        }
    }

    /** From now on the thread waits for this client; null for none. */
    void waitsFor(StubClient client) {
        waiting = client;
    }

    /** The next task, or null. */
    Runnable poll() {
        return tasks.poll();
    }

    /** The next task, waited for; null when the time is over, or the thread was interrupted. */
    Runnable await(Duration limit) {
        try {
            return tasks.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
