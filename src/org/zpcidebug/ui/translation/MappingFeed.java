package org.zpcidebug.ui.translation;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.TableReading;
import org.zpcidebug.zpci.Mappings;

/**
 * Reads the mappings of one function again and again, as long as somebody looks: one reading at a time, and never for
 * more than a quarter of the time. Of a function with very many mappings the first ones are shown at once, before all are
 * read. To be used on the UI thread.
 */
final class MappingFeed implements AutoCloseable {

    private static final int PAUSE = 3;

    /** So long after the first mappings all are read: reading them at once would take the processor from painting. */
    private static final int MILLISECONDS_TO_PAINT = 50;

    /** Of so many a picture is made in a moment, even by a program that has just been started. */
    private static final long FIRST = 1 << 16;

    private final ExecutorService executor;
    private final Display display;
    private final Consumer<MappingState> shown;
    private GuestSession session;
    private Long fid;
    private boolean visible;
    private boolean frozen;
    private CompletableFuture<TableReading<Mappings.Reading>> reading;
    private MappingState last;
    private long notBefore = System.nanoTime();

    /**
     * Feeds nothing yet.
     *
     * @param shown is given each state on the UI thread
     */
    MappingFeed(ExecutorService executor, Display display, Consumer<MappingState> shown) {
        this.executor = executor;
        this.display = display;
        this.shown = shown;
    }

    /** Follows a function of a session, not frozen; null for none. */
    void follow(GuestSession now, Long function) {
        cancel();
        session = now;
        fid = function;
        frozen = false;
        last = null;
        ask();
    }

    /** Tells whether somebody can see it. */
    void setVisible(boolean now) {
        visible = now;
        if (!now) {
            cancel();
        } else {
            ask();
        }
    }

    /** Stops reading, and goes on. */
    void setFrozen(boolean now) {
        frozen = now;
        if (now) {
            cancel();
        } else {
            ask();
        }
    }

    /** Reads when it is time, because the session took a sample. */
    void sampled() {
        if (System.nanoTime() - notBefore >= 0) {
            ask();
        }
    }

    /** Reads now, unless a reading goes on. */
    void ask() {
        if (session == null || fid == null || !visible || frozen || reading != null) {
            return;
        }
        long began = System.nanoTime();
        long of = fid;
        Optional<MappingState> before = Optional.ofNullable(last);
        long all = Preferences.mostMappings();
        long most = last == null ? Math.min(FIRST, all) : all;
        CompletableFuture<TableReading<Mappings.Reading>> asked =
                session.tables().mappings(of, most);
        reading = asked;
        asked.thenApplyAsync(answer -> MappingState.of(of, answer, before).firstOf(most < all), executor)
                .whenComplete((state, failure) -> {
                    try {
                        display.asyncExec(() -> arrived(asked, state, began));
                    } catch (SWTException expected) {
                        // The display is gone, and the view with it.
                    }
                });
    }

    private void arrived(CompletableFuture<?> asked, MappingState state, long began) {
        if (asked != reading) {
            return;
        }
        reading = null;
        long now = System.nanoTime();
        notBefore = now + PAUSE * (now - began);
        if (state != null) {
            last = state;
            shown.accept(state);
            if (state.goesOn()) {
                display.timerExec(MILLISECONDS_TO_PAINT, this::ask);
            }
        }
    }

    private void cancel() {
        if (reading != null) {
            reading.cancel(false);
            reading = null;
        }
    }

    @Override
    public void close() {
        cancel();
        session = null;
    }
}
