package org.zpcidebug.inspect;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.intercept.ProbePage;
import org.zpcidebug.linux.Known;
import org.zpcidebug.memory.GuestMemory;

/**
 * The guest's memory as a source of samples. Looks are taken on a thread of its own, because a first look at a kernel
 * through slow memory takes long: a sample waits for it a little, and is told when one comes late.
 */
@SuppressWarnings("nls")
final class GuestSource {

    /** How long a sample waits for its look. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** How long closing waits for the memory to be let go. */
    private static final Duration END = Duration.ofMillis(500);

    /** How long a probe waits for what the memory says. */
    private static final Duration PAGE = Duration.ofSeconds(20);

    private final GuestLook look;
    private final Runnable arrived;
    private final ExecutorService executor;
    private volatile Thread thread;
    private CompletableFuture<GuestView> late;
    private GuestView last = GuestView.reading();

    /** @param arrived is run, on another thread, when a look came to its end after its sample */
    GuestSource(Monitor monitor, GuestAccess access, Runnable arrived) {
        this.look = new GuestLook(monitor, access);
        this.arrived = arrived;
        executor = Executors.newSingleThreadExecutor(task -> {
            thread = new Thread(task, "zPCI memory " + monitor.address());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The guest by its memory; belongs to the session's thread.
     *
     * @param view the newest look
     * @param present whether it was taken for this sample, so that it can be compared with what the hypervisor says
     */
    record Sample(GuestView view, boolean present) {}

    /** Looks, or gives the newest look when that takes long. */
    Sample sample(Set<Long> fids) {
        if (late == null) {
            return fresh(fids);
        }
        if (late.isDone()) {
            last = await(late, 0);
            late = null;
        }
        return new Sample(last, false);
    }

    private Sample fresh(Set<Long> fids) {
        CompletableFuture<GuestView> taken;
        try {
            taken = CompletableFuture.supplyAsync(() -> look.look(fids), executor);
        } catch (RejectedExecutionException e) {
            throw new CancellationException("closed");
        }
        GuestView view = await(taken, PATIENCE.toMillis());
        if (view == null) {
            late = taken;
            taken.whenComplete((result, failure) -> arrived.run());
            return new Sample(last, false);
        }
        last = view;
        return new Sample(view, true);
    }

    private static GuestView await(CompletableFuture<GuestView> taken, long millis) {
        try {
            return taken.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            System.getLogger(GuestSession.class.getName())
                    .log(System.Logger.Level.ERROR, "Looking into the guest's memory failed", e.getCause());
            String words = Words.of("problem.look", String.valueOf(e.getCause()));
            return GuestView.unknown(GuestSystem.unknown(GuestSystem.State.UNREADABLE, words));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    /** The page that a probe may borrow, or why there is none; waits for the looks before. */
    Known<ProbePage> probePage() {
        try {
            return CompletableFuture.supplyAsync(look::probePage, executor).get(PAGE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            return Known.unknown(Words.of("tables.closed"));
        } catch (TimeoutException | ExecutionException e) {
            return Known.unknown(Words.of("probe.noLook"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Known.unknown(Words.of("tables.closed"));
        }
    }

    /** The memory as long as it can be read, else null. Any thread. */
    GuestMemory memory() {
        return look.guestMemory();
    }

    /** The guest was reset, or its memory changed. */
    void forget() {
        look.forget();
    }

    /** Ends the look that goes on, if any; from any thread. */
    void cancel() {
        Thread looking = thread;
        if (looking != null) {
            looking.interrupt();
        }
    }

    /** Ends the look that goes on and lets go of the memory. */
    void close() {
        try {
            executor.execute(look::close);
        } catch (RejectedExecutionException expected) {
            // It was closed before.
        }
        executor.shutdown();
        cancel();
        try {
            executor.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
