package org.zpcidebug.ui.views;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;

/**
 * Brings a session's states to the UI thread. States that arrive while one is waiting there replace it, so a slow display
 * is never behind by more than one.
 */
public final class StateFeed implements AutoCloseable {

    private final GuestSession session;
    private final Display display;
    private final Consumer<SessionState> shown;
    private final Consumer<SessionState> listener = this::arrived;
    private final AtomicReference<SessionState> waiting = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Feeds from now on; {@code shown} is called on the UI thread, the first time before this returns. */
    public StateFeed(GuestSession session, Display display, Consumer<SessionState> shown) {
        this.session = session;
        this.display = display;
        this.shown = shown;
    }

    /** Starts. */
    public void open() {
        session.addListener(listener);
        shown.accept(session.state());
    }

    private void arrived(SessionState state) {
        if (waiting.getAndSet(state) == null && !closed.get()) {
            try {
                display.asyncExec(this::deliver);
            } catch (SWTException e) {
                closed.set(true); // the display is gone, and the view with it
            }
        }
    }

    private void deliver() {
        SessionState state = waiting.getAndSet(null);
        if (state != null && !closed.get()) {
            shown.accept(state);
        }
    }

    @Override
    public void close() {
        closed.set(true);
        session.removeListener(listener);
    }
}
