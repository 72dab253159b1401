package org.zpcidebug.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.eclipse.swt.widgets.Display;

/**
 * Watches the UI thread until it is closed: how long the longest wait for it was, and whether code of ours was ever seen
 * on it doing I/O or waiting for another thread. Looking at what it does stops all threads for up to some milliseconds
 * each time; {@link #heartbeat()} looks only when it is late, and disturbs no measurement.
 */
public final class ResponsiveUi implements AutoCloseable {

    private static final long SAMPLE = Duration.ofMillis(2).toNanos();
    /** Far below the deadlines of connections, far above what a busy machine does to class loading and painting. */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private static final Duration LONGEST_OF_OURS = Duration.ofMillis(2500);
    /** What the UI thread may compute between two heartbeats; a busy machine takes its turns away, but adds little work. */
    private static final Duration LONGEST_WORK = Duration.ofMillis(700);

    private static final long NOTICED = Duration.ofMillis(50).toNanos();
    private static final long LATE = Duration.ofMillis(25).toNanos();
    private static final StackTraceElement[] NOT_LOOKED = {};
    private static final int FRAMES = 12;
    private static final double MILLION = 1e6;

    /** Had here, for the first one costs some hundred classes, which the UI thread is not to load. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final List<String> WAITING = List.of(
            "sun.nio.",
            "sun.net.",
            "java.net.Socket",
            "java.net.InetAddress",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.util.concurrent.locks.LockSupport.park",
            "java.util.concurrent.CompletableFuture.waiting",
            "java.lang.ProcessImpl",
            "java.lang.Thread.sleep");

    private static final Set<String> EVENT_LOOP =
            Set.of("org.eclipse.swt.widgets.Display.readAndDispatch", "org.eclipse.swt.widgets.Display.sleep");

    private final long lookAfter;
    private final Display display = Ui.display();
    private final Thread thread = new Thread(this::watch, "watch the UI thread");
    private final List<String> offences = new ArrayList<>();
    private volatile boolean over;
    private volatile long answered = System.nanoTime();
    private volatile boolean asked;
    private volatile long longestWork;
    private volatile long workBefore = -1;
    private long longest;
    private List<StackTraceElement> atLongest = List.of();
    private long longestOfOurs;
    private long oursSince;

    /** Watches from now on, looking all the time at what the UI thread does. */
    public ResponsiveUi() {
        this(0);
    }

    private ResponsiveUi(long lookAfter) {
        this.lookAfter = lookAfter;
        thread.setDaemon(true);
        thread.start();
    }

    /** Watches from now on, and looks at what the UI thread does only when it is late. */
    public static ResponsiveUi heartbeat() {
        return new ResponsiveUi(LATE);
    }

    private void watch() {
        Thread ui = display.getThread();
        long asking = System.nanoTime();
        oursSince = asking;
        while (!over) {
            if (!asked) {
                asked = true;
                asking = System.nanoTime();
                display.asyncExec(() -> {
                    beat();
                    answered = System.nanoTime();
                    asked = false;
                });
            }
            boolean isDue = lookAfter == 0 || asked && System.nanoTime() - asking > lookAfter;
            StackTraceElement[] stack = isDue ? ui.getStackTrace() : NOT_LOOKED;
            long waited = (asked ? System.nanoTime() : answered) - asking;
            if (waited > longest) {
                longest = waited;
                atLongest = Arrays.asList(stack);
            }
            boolean ours = isOurs(stack);
            measure(ours);
            if (ours && waits(stack)) {
                offences.add(Arrays.toString(stack));
            }
            LockSupport.parkNanos(SAMPLE);
        }
    }

    /** On the UI thread. */
    private void beat() {
        long work = THREADS.getCurrentThreadCpuTime();
        if (workBefore >= 0) {
            longestWork = Math.max(longestWork, work - workBefore);
        }
        workBefore = work;
    }

    private void measure(boolean ours) {
        long now = System.nanoTime();
        if (!ours) {
            oursSince = now;
        }
        longestOfOurs = Math.max(longestOfOurs, now - oursSince);
    }

    /** What opened a dialog stands below the dialog's event loop, and does nothing as long as that goes round. */
    private static boolean isOurs(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .takeWhile(frame -> !EVENT_LOOP.contains(frame.getClassName() + "." + frame.getMethodName()))
                .map(StackTraceElement::getClassName)
                .anyMatch(name -> name.startsWith("org.zpcidebug.") && !name.contains(".testing."));
    }

    /** What stands above SWT's frames counts, not what its own event loop does below them. */
    private static boolean waits(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith("org.eclipse.swt.")) {
                return false;
            }
            if (WAITING.stream().anyMatch((frame.getClassName() + "." + frame.getMethodName())::startsWith)) {
                return true;
            }
        }
        return false;
    }

    /** Ends watching and fails when the UI thread was kept from its work. */
    public void verify() {
        close();
        assertThat(offences).as("I/O or waiting on the UI thread").isEmpty();
        assertThat(Duration.ofNanos(longestOfOurs))
                .as("longest work of ours on the UI thread")
                .isLessThan(LONGEST_OF_OURS);
        assertThat(Duration.ofNanos(longest))
                .as("longest wait for the UI thread")
                .isLessThan(LONGEST);
        assertThat(Duration.ofNanos(longestWork))
                .as("longest work of the UI thread between two heartbeats")
                .isLessThan(LONGEST_WORK);
    }

    /** What was measured, in words; for a longest wait that somebody felt, what the UI thread did then. */
    public String measured() {
        String doing = longest < NOTICED
                ? ""
                : atLongest.stream()
                        .limit(FRAMES)
                        .map(frame -> System.lineSeparator() + "    " + frame)
                        .collect(Collectors.joining());
        return String.format(
                "UI thread: longest wait for it %.1f ms, longest work between two heartbeats %.1f ms of processor time%s",
                longest / MILLION, longestWork / MILLION, doing);
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
