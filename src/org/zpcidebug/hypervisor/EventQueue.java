package org.zpcidebug.hypervisor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A subscription to a monitor's events: a bounded queue that drops its oldest event when its owner does not keep up, so
 * that the connection's reader never waits. All methods may be called from any thread.
 */
public final class EventQueue implements AutoCloseable {

    private final int capacity;
    private final Predicate<String> isWanted;
    private final Consumer<EventQueue> unsubscribe;
    private final ArrayDeque<MonitorEvent> events = new ArrayDeque<>();
    private CompletableFuture<Void> available;
    private long dropped;
    private boolean closed;

    EventQueue(int capacity, Predicate<String> isWanted, Consumer<EventQueue> unsubscribe) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity); //$NON-NLS-1$
        }
        this.capacity = capacity;
        this.isWanted = isWanted;
        this.unsubscribe = unsubscribe;
    }

    /** The oldest event, if there is one; never waits. */
    public synchronized Optional<MonitorEvent> poll() {
        return Optional.ofNullable(events.poll());
    }

    /**
     * The oldest event, waited for at most that long.
     *
     * @return empty when the time passed, or when the queue is closed and empty
     */
    public synchronized Optional<MonitorEvent> poll(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (events.isEmpty() && !closed) {
            long left = (end - System.nanoTime() + 999_999) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return poll();
    }

    /** Takes all events that are there, oldest first; never waits. */
    public synchronized List<MonitorEvent> drain() {
        List<MonitorEvent> taken = new ArrayList<>(events);
        events.clear();
        return taken;
    }

    /**
     * Completes once there is an event, or the queue is closed; at once when that is so already. All who ask before
     * that get the same future, so ask again only after it has completed. Dependents never run on the connection's
     * reader.
     */
    public synchronized CompletableFuture<Void> available() {
        if (!events.isEmpty() || closed) {
            return CompletableFuture.completedFuture(null);
        }
        if (available == null || available.isDone()) {
            available = new CompletableFuture<>();
        }
        return available;
    }

    /** How many events were dropped so far because nobody took them. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Whether no further event will come: closed by its owner, or the connection ended. */
    public synchronized boolean isClosed() {
        return closed;
    }

    /** Ends the subscription; events already here can still be taken. Idempotent. */
    @Override
    public void close() {
        CompletableFuture<Void> wake;
        synchronized (this) {
            closed = true;
            wake = arrived();
        }
        Replies.complete(wake, null);
        unsubscribe.accept(this);
    }

    /** Takes what of these is wanted; who waits is woken once for all of them. */
    void offer(List<MonitorEvent> announced) {
        CompletableFuture<Void> wake = null;
        synchronized (this) {
            boolean hasMore = false;
            for (MonitorEvent event : announced) {
                hasMore |= !closed && isWanted.test(event.name()) && add(event);
            }
            if (hasMore) {
                wake = arrived();
            }
        }
        Replies.complete(wake, null);
    }

    private boolean add(MonitorEvent event) {
        if (events.size() == capacity) {
            events.remove();
            dropped++;
        }
        return events.add(event);
    }

    /** Wakes who waits in {@link #poll(Duration)}, and returns the future of who asked for one, or null. */
    private CompletableFuture<Void> arrived() {
        notifyAll();
        CompletableFuture<Void> wake = available;
        available = null;
        return wake;
    }
}
