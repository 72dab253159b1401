package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.EventQueue;
import org.zpcidebug.hypervisor.RunStatus;

/**
 * Notices that another client of QEMU let the guest run while it stood for us. QEMU announces each time that the guest
 * runs, whoever asked for it; what comes after the announcements that belong to our own stop was somebody else. Belongs
 * to the session's thread.
 */
@SuppressWarnings("nls")
final class OtherClients implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final Duration REGAIN = Duration.ofMillis(500);

    /** For what QEMU has sent already. */
    private static final Duration AT_HAND = Duration.ofMillis(10);

    private static final int MOST = 10;

    /** Only those after a stop count: each stop of the guest has one before it, and the oldest are let go. */
    private static final int CAPACITY = 64;

    private static final String RUNS = "RESUME";

    private final DebuggingMonitor monitor;
    private final EventQueue events;

    OtherClients(DebuggingMonitor monitor) {
        this.monitor = monitor;
        this.events = monitor.events(CAPACITY, RUNS::equals);
    }

    /** The guest stands for us: what QEMU announced so far was about us. */
    void stands() {
        // An answer comes behind all that was announced before it.
        status();
        events.drain();
    }

    /** Whether the guest was let run since it stood for us. */
    boolean letItRun() {
        return !events.drain().isEmpty();
    }

    /** What the guest does; empty when QEMU does not say. */
    Optional<RunStatus> status() {
        try {
            return Optional.of(
                    monitor.execute(RunStatus.query(), LIMIT).get(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /**
     * Stops the guest again that another client let run. One that stands at a breakpoint of ours by now says nothing; a QEMU
     * that is busy says late that it stopped, which is not to be taken for a later stop: it says so before it answers on
     * its monitor that the guest stands.
     */
    void regain(StubClient client) {
        boolean isTold = client.regain(REGAIN);
        for (int i = 0; !isTold && i < MOST && runs(); i++) {
            isTold = client.awaitStop(REGAIN).isPresent();
        }
        if (!isTold) {
            client.awaitStop(AT_HAND);
        }
    }

    private boolean runs() {
        return status().map(RunStatus::running).orElse(true);
    }

    @Override
    public void close() {
        events.close();
    }
}
