package org.zpcidebug.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.Repository;
import org.zpcidebug.ui.views.RowsExport;

/** The UI thread seen from a test's thread. */
public final class Ui {

    /** How long a test waits for something to appear, also on a machine that has much else to do. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAINTED = Duration.ofMillis(150);

    private Ui() {}

    /** The workbench's display. */
    public static Display display() {
        return PlatformUI.getWorkbench().getDisplay();
    }

    /** Computes something on the UI thread. */
    public static <T> T get(Callable<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        display().syncExec(() -> {
            try {
                result.set(work.call());
            } catch (Exception | AssertionError e) {
                failure.set(e);
            }
        });
        if (failure.get() instanceof AssertionError error) {
            throw error;
        }
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
        return result.get();
    }

    /** Does something on the UI thread. */
    public static void run(Runnable work) {
        get(() -> {
            work.run();
            return null;
        });
    }

    /** Does something on the UI thread that may open a dialog, without waiting for its end. */
    public static void start(Runnable work) {
        display().asyncExec(work);
    }

    /** Waits until a check passes, trying it on the UI thread. A row or widget that is not there yet is waited for, too. */
    public static void eventually(Runnable check) {
        Eventually.passes(
                PATIENCE,
                () -> run(() -> {
                    try {
                        check.run();
                    } catch (RuntimeException notYet) {
                        throw new AssertionError(notYet);
                    }
                }));
    }

    /** The open shell with that title, waited for. */
    public static Shell shell(String title) {
        return Eventually.returns(
                PATIENCE,
                () -> get(() -> {
                    for (Shell shell : display().getShells()) {
                        if (shell.isVisible() && shell.getText().equals(title)) {
                            return shell;
                        }
                    }
                    throw new AssertionError("no window with the title " + title + " among " + titles());
                }));
    }

    /** The titles of all visible windows. */
    public static List<String> titles() {
        List<String> titles = new ArrayList<>();
        for (Shell shell : display().getShells()) {
            if (shell.isVisible()) {
                titles.add(shell.getText());
            }
        }
        return titles;
    }

    /** All visible controls of a kind below a composite, in their order. */
    public static <T extends Control> List<T> all(Composite parent, Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Control child : parent.getChildren()) {
            if (kind.isInstance(child)) {
                found.add(kind.cast(child));
            }
            if (child instanceof Composite composite) {
                found.addAll(all(composite, kind));
            }
        }
        return found;
    }

    /** Sends a widget the event of a user's choice; the work it starts may open a dialog. */
    public static void select(Widget widget) {
        Event event = new Event();
        event.widget = widget;
        start(() -> {
            if (!widget.isDisposed()) {
                widget.notifyListeners(SWT.Selection, event);
            }
        });
    }

    /** Has rows written to a file, as the user's choice of a file does. */
    public static Path written(RowsExport export, Path file) throws InterruptedException {
        Job job = export.job(file);
        job.schedule();
        job.join();
        assertThat(job.getResult().isOK()).isTrue();
        return file;
    }

    /** GTK paints by a clock of its own: that nothing is left to do says nothing. */
    private static void letPaint(Display display) {
        boolean[] painted = {false};
        display.timerExec((int) PAINTED.toMillis(), () -> painted[0] = true);
        while (!painted[0]) {
            if (!display.readAndDispatch()) {
                display.sleep();
            }
        }
    }

    /** Writes a picture of the whole screen to the test's target folder. */
    public static void screenshot(String name) {
        run(() -> {
            Display display = display();
            letPaint(display);
            Image image = new Image(display, display.getBounds());
            GC gc = new GC(display);
            gc.copyArea(image, 0, 0);
            gc.dispose();
            ImageLoader loader = new ImageLoader();
            loader.data = new ImageData[] {image.getImageData()};
            Path file = Repository.path("tests/ui/target/screenshots/" + name + ".png");
            file.getParent().toFile().mkdirs();
            loader.save(file.toString(), SWT.IMAGE_PNG);
            image.dispose();
        });
    }
}
