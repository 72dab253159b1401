package org.zpcidebug.inspect;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Holds the newest state and tells the listeners of each new one. */
@SuppressWarnings("nls")
final class Publisher {

    private final List<Consumer<SessionState>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<SessionState> state =
            new AtomicReference<>(new SessionState(SessionState.Link.CONNECTING, null, null, null));

    SessionState state() {
        return state.get();
    }

    void add(Consumer<SessionState> listener) {
        listeners.add(listener);
    }

    void remove(Consumer<SessionState> listener) {
        listeners.remove(listener);
    }

    /** Publishes a state; nothing follows CLOSED. */
    void publish(SessionState next) {
        SessionState before = state.getAndUpdate(now -> isClosed(now) ? now : next);
        if (isClosed(before)) {
            return;
        }
        for (Consumer<SessionState> listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException e) {
                System.getLogger(GuestSession.class.getName())
                        .log(System.Logger.Level.ERROR, "A listener failed on a session's state", e);
            }
        }
    }

    /** Publishes how the link stands; the snapshot stays. */
    void publish(SessionState.Link link, String problem) {
        SessionState now = state();
        publish(new SessionState(link, now.snapshot(), problem, now.took()));
    }

    private static boolean isClosed(SessionState state) {
        return state.link() == SessionState.Link.CLOSED;
    }
}
