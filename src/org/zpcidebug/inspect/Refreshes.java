package org.zpcidebug.inspect;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Who waits for a sample. One that had already begun when it was asked for does not count. */
final class Refreshes {

    private final Queue<CompletableFuture<SessionState>> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<SessionState>> begun = new ConcurrentLinkedQueue<>();

    CompletableFuture<SessionState> add() {
        CompletableFuture<SessionState> refresh = new CompletableFuture<>();
        waiting.add(refresh);
        return refresh;
    }

    /** A sample begins. */
    void begin() {
        move(waiting, begun);
    }

    /** The sample that has begun came to its end. */
    void end(SessionState state) {
        complete(begun, state);
    }

    /** No sample will be taken. */
    void endAll(SessionState state) {
        complete(begun, state);
        complete(waiting, state);
    }

    private static void move(Queue<CompletableFuture<SessionState>> from, Queue<CompletableFuture<SessionState>> to) {
        for (var refresh = from.poll(); refresh != null; refresh = from.poll()) {
            to.add(refresh);
        }
    }

    private static void complete(Queue<CompletableFuture<SessionState>> queue, SessionState state) {
        for (var refresh = queue.poll(); refresh != null; refresh = queue.poll()) {
            refresh.complete(state);
        }
    }
}
