package org.zpcidebug.ui.views;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;

/**
 * Work for the view that takes too long for the UI thread. What waits for its turn is replaced by what is asked later,
 * and results come to the UI thread in the order in which they were asked for.
 */
public final class Background<T> {

    private final ExecutorService executor;
    private final Display display;
    private final Consumer<T> shown;
    private final AtomicReference<Supplier<T>> waiting = new AtomicReference<>();

    /**
     * Works on the threads of an executor, which is the view's.
     *
     * @param shown is given each result on the UI thread, as long as the executor was not shut down
     */
    public Background(ExecutorService executor, Display display, Consumer<T> shown) {
        this.executor = executor;
        this.display = display;
        this.shown = shown;
    }

    /** Does some work later. */
    public void submit(Supplier<T> work) {
        if (waiting.getAndSet(work) == null) {
            try {
                executor.execute(this::run);
            } catch (RejectedExecutionException expected) {
                // The view is closed.
            }
        }
    }

    private void run() {
        Supplier<T> work = waiting.getAndSet(null);
        T result = work.get();
        try {
            display.asyncExec(() -> {
                if (!executor.isShutdown()) {
                    shown.accept(result);
                }
            });
        } catch (SWTException expected) {
            // The display is gone, and the view with it.
        }
    }
}
