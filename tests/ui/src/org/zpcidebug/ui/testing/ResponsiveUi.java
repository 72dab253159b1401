package org.zpcidebug.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.swt.widgets.Display;

/**
 * Watches the UI thread until it is closed: how long the longest wait for it was, and whether code of ours was ever seen
 * on it doing I/O or waiting for another thread.
 */
public final class ResponsiveUi implements AutoCloseable {

    private static final long SAMPLE = Duration.ofMillis(2).toNanos();
    private static final List<String> WAITING = List.of(
            "sun.nio.",
            "sun.net.",
            "java.net.Socket",
            "java.net.InetAddress",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.util.concurrent.locks.LockSupport",
            "java.util.concurrent.CompletableFuture.waiting",
            "java.lang.ProcessImpl",
            "java.lang.Thread.sleep");

    private final Display display = Ui.display();
    private final Thread thread = new Thread(this::watch, "watch the UI thread");
    private final List<String> offences = new ArrayList<>();
    private volatile boolean over;
    private volatile long answered = System.nanoTime();
    private volatile boolean asked;
    private long longest;

    /** Watches from now on. */
    public ResponsiveUi() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        Thread ui = display.getThread();
        long asking = System.nanoTime();
        while (!over) {
            if (!asked) {
                asked = true;
                asking = System.nanoTime();
                display.asyncExec(() -> {
                    answered = System.nanoTime();
                    asked = false;
                });
            }
            longest = Math.max(longest, (asked ? System.nanoTime() : answered) - asking);
            check(ui.getStackTrace());
            LockSupport.parkNanos(SAMPLE);
        }
    }

    private void check(StackTraceElement[] stack) {
        boolean ours = Arrays.stream(stack)
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> name.startsWith("org.zpcidebug.") && !name.contains(".testing."));
        // What the frames above ours do counts, not what SWT's own event loop does below them.
        boolean waits = false;
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith("org.eclipse.swt.")) {
                break;
            }
            waits |= WAITING.stream().anyMatch((frame.getClassName() + "." + frame.getMethodName())::startsWith);
        }
        if (ours && waits) {
            offences.add(Arrays.toString(stack));
        }
    }

    /** Ends watching and fails when the UI thread was kept from its work. */
    public void verify(Duration bound) {
        close();
        assertThat(offences).as("I/O or waiting on the UI thread").isEmpty();
        assertThat(Duration.ofNanos(longest))
                .as("longest wait for the UI thread")
                .isLessThan(bound);
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
