package org.zpcidebug.ui.intercepts;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.zpcidebug.debug.InterceptLog;

/** Tells the UI thread of what is new in a log, some times a second, however much that is. */
final class LogFeed implements AutoCloseable {

    private static final int PAUSE_MILLIS = 100;

    private final InterceptLog log;
    private final Display display;
    private final BooleanSupplier shown;
    private final Runnable listener = this::arrived;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean closed;

    /**
     * Feeds from {@link #open} on.
     *
     * @param shown takes a piece of what is new, on the UI thread, and says whether there is more
     */
    LogFeed(InterceptLog log, Display display, BooleanSupplier shown) {
        this.log = log;
        this.display = display;
        this.shown = shown;
    }

    void open() {
        log.addListener(listener);
        arrived();
    }

    /** There is something to show. Any thread. */
    void arrived() {
        if (!closed && !waiting.getAndSet(true)) {
            try {
                display.asyncExec(this::deliver);
            } catch (SWTException e) {
                closed = true; // the display is gone, and the view with it
            }
        }
    }

    private void deliver() {
        if (closed || display.isDisposed()) {
            return;
        }
        long end = log.end();
        boolean more = shown.getAsBoolean();
        // What arrives during the pause is shown after it.
        display.timerExec(more ? 0 : PAUSE_MILLIS, () -> {
            waiting.set(false);
            if (more || log.end() != end) {
                arrived();
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        log.removeListener(listener);
    }
}
