package org.zpcidebug.hypervisor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands of one connection: those that wait for their turn, in order, and those in flight. Knows neither sockets
 * nor clocks. A command that was given up (its deadline passed, or it was cancelled) keeps its place in flight until QEMU
 * is known to be past it, so that a QEMU that hangs is not flooded when it comes back.
 */
final class CommandQueue {

    /** How long after its deadline a command without reply holds its place in flight: replies may have been lost. */
    static final Duration GRACE = Duration.ofSeconds(30);

    private final int maxInFlight;
    private final ArrayDeque<Call<?>> waiting = new ArrayDeque<>();
    private final Map<String, Call<?>> inFlight = new LinkedHashMap<>();
    private MonitorException ended;

    CommandQueue(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    /** Queues a command; fails it at once when the connection has ended. */
    void submit(Call<?> call) {
        MonitorException cause;
        synchronized (this) {
            cause = ended;
            if (cause == null) {
                waiting.add(call);
            }
        }
        if (cause != null) {
            call.fail(cause);
        }
    }

    /** Takes the next command to send, null when there is none or enough are in flight. */
    synchronized Call<?> next(long now) {
        while (inFlight.size() < maxInFlight && !waiting.isEmpty()) {
            Call<?> call = waiting.remove();
            if (call.future().isDone()) {
                continue;
            }
            if (call.expiresAt() - now <= 0) {
                call.failUnsent();
                continue;
            }
            inFlight.put(call.id(), call);
            return call;
        }
        return null;
    }

    /**
     * A reply came. QEMU answers in order, so whatever was given up before that command will not be answered any more.
     *
     * @return the command it answers; null when it is unknown, or no longer known
     */
    synchronized Call<?> answered(String id) {
        Call<?> call = inFlight.remove(id);
        if (call == null) {
            return null;
        }
        inFlight.values()
                .removeIf(older -> older.isOlderThan(call) && older.future().isDone());
        return call;
    }

    /** Fails what has passed its deadline. */
    synchronized void expire(long now) {
        for (Iterator<Call<?>> calls = waiting.iterator(); calls.hasNext(); ) {
            Call<?> call = calls.next();
            if (call.future().isDone()) {
                calls.remove();
            } else if (call.expiresAt() - now <= 0) {
                calls.remove();
                call.failUnsent();
            }
        }
        for (Iterator<Call<?>> calls = inFlight.values().iterator(); calls.hasNext(); ) {
            Call<?> call = calls.next();
            if (call.expiresAt() + GRACE.toNanos() - now <= 0) {
                calls.remove();
            }
            if (call.expiresAt() - now <= 0) {
                call.failUnanswered();
            }
        }
    }

    /** Whether no command waits, for its turn or for its answer. */
    synchronized boolean isEmpty() {
        return waiting.isEmpty() && inFlight.isEmpty();
    }

    /** How many nanoseconds from now {@link #expire} has something to do; at most a minute. */
    synchronized long untilNextExpiry(long now) {
        long until = Duration.ofMinutes(1).toNanos();
        for (Call<?> call : waiting) {
            until = Math.min(until, call.expiresAt() - now);
        }
        for (Call<?> call : inFlight.values()) {
            long left = call.expiresAt() - now;
            until = Math.min(until, left > 0 ? left : left + GRACE.toNanos());
        }
        return Math.max(0, until);
    }

    /** The connection ended: fails everything, now and from now on, with the first cause. */
    void end(MonitorException cause) {
        List<Call<?>> pending;
        synchronized (this) {
            if (ended != null) {
                return;
            }
            ended = cause;
            pending = new ArrayList<>(inFlight.values());
            pending.addAll(waiting);
            inFlight.clear();
            waiting.clear();
        }
        pending.forEach(call -> call.fail(cause));
    }
}
