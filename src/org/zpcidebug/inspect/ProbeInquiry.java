package org.zpcidebug.inspect;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.hypervisor.QomQueries;
import org.zpcidebug.hypervisor.RunStatus;
import org.zpcidebug.intercept.BarRange;
import org.zpcidebug.intercept.InterceptSession;
import org.zpcidebug.intercept.Probe;
import org.zpcidebug.intercept.ProbeException;
import org.zpcidebug.intercept.ProbePage;
import org.zpcidebug.intercept.ProbeReading;
import org.zpcidebug.intercept.ProbeRehearsal;
import org.zpcidebug.linux.Known;

/**
 * Probes the guest on request, one request after the other on a thread of its own: stops it, has a CPU execute
 * instructions that ask, and leaves it as it was found. Requests may come from any thread, and are never waited for.
 */
@SuppressWarnings("nls")
final class ProbeInquiry {

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final String PROTECTION = "confidential-guest-support";
    private static final long IDLE_SECONDS = 1;
    private static final int MOST_WAITING = 4;

    private final Supplier<Monitor> monitor;
    private final Supplier<InterceptSession> debugger;
    private final Supplier<Known<ProbePage>> page;
    private final Consumer<ProbeReading> arrived;
    private final ThreadPoolExecutor executor;

    /**
     * Probes what the suppliers give at the time of a request.
     *
     * @param monitor the one that was connected, before anything was held back from it; null while there is none
     * @param debugger stops the guest and leaves it as it was found
     * @param page the page to borrow; may wait
     * @param arrived is given what a probe answered, on another thread, before the request completes
     */
    ProbeInquiry(
            String guest,
            Supplier<Monitor> monitor,
            Supplier<InterceptSession> debugger,
            Supplier<Known<ProbePage>> page,
            Consumer<ProbeReading> arrived) {
        this.monitor = monitor;
        this.debugger = debugger;
        this.page = page;
        this.arrived = arrived;
        executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "zPCI probe " + guest);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Probes, and reads the words of BARs that the user has named. Completes exceptionally with a {@link ProbeException}, {@link SessionException}, {@link MonitorException} or
     * one of the debugger's exceptions, whose message is for the user; the guest is as it was then.
     */
    CompletableFuture<ProbeReading> probe(List<BarRange> named) {
        try {
            return CompletableFuture.supplyAsync(() -> run(named), executor);
        } catch (RejectedExecutionException e) {
            String key = executor.isShutdown() ? "tables.closed" : "tables.busy";
            return CompletableFuture.failedFuture(new SessionException(Words.of(key), e));
        }
    }

    private ProbeReading run(List<BarRange> named) {
        Monitor connected = monitor.get();
        if (connected == null) {
            throw new SessionException(Words.of("tables.closed"));
        }
        requireOpen(connected);
        Known<ProbePage> found = page.get();
        if (!found.isKnown()) {
            throw new SessionException(found.problem());
        }
        ProbeRehearsal.rehearse();
        boolean mayRun = answer(connected, RunStatus.query()).running();
        ProbeReading reading = debugger.get()
                .onStopped(client -> Probe.run(client, found.value(), mayRun, named))
                .join();
        arrived.accept(reading);
        return reading;
    }

    /** A protected guest's registers and memory are its own. */
    private static void requireOpen(Monitor connected) {
        try {
            if (!answer(connected, QomQueries.text("/machine", PROTECTION)).isEmpty()) {
                throw new SessionException(Words.of("probe.protected"));
            }
        } catch (MonitorException.Failed expected) {
            // A QEMU without protected guests.
        }
    }

    private static <T> T answer(Monitor connected, MonitorCommand<T> command) {
        try {
            return connected.execute(command, ANSWER).join();
        } catch (CompletionException e) {
            MonitorException cause = MonitorException.of(e);
            throw cause == null ? e : cause;
        }
    }

    /** Later requests fail; one that is under way comes to its end. */
    void close() {
        executor.shutdown();
    }
}
