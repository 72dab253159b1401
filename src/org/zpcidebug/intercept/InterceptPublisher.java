package org.zpcidebug.intercept;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.zpcidebug.intercept.InterceptState.Phase;

/** The newest state of a session, and who is told of it. A listener that fails does not keep others from being told. */
@SuppressWarnings("nls")
final class InterceptPublisher {

    private final List<InterceptListener> listeners = new CopyOnWriteArrayList<>();
    private volatile InterceptState state = new InterceptState(Phase.AWAY, Optional.empty(), Map.of(), 0, "");

    void add(InterceptListener listener) {
        listeners.add(listener);
    }

    void remove(InterceptListener listener) {
        listeners.remove(listener);
    }

    InterceptState state() {
        return state;
    }

    void publish(InterceptState next) {
        state = next;
        tell(listener -> listener.changed(next));
    }

    void publish(InterceptEvent event) {
        tell(listener -> listener.happened(event));
    }

    private void tell(Consumer<InterceptListener> call) {
        for (InterceptListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (RuntimeException e) {
                System.getLogger(InterceptSession.class.getName())
                        .log(System.Logger.Level.ERROR, "A listener of intercepts failed", e);
            }
        }
    }
}
