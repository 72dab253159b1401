package org.zpcidebug.gdbstub;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zpcidebug.gdbstub.StubException.Reason;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.MonitorAddress;

/**
 * A guest that is being debugged, from the first stop until it is left as it was found: without breakpoints, and running
 * or standing. A guardian process does the same when this one is killed.
 */
@SuppressWarnings("nls")
public final class StubSession implements AutoCloseable {

    private static final Duration MONITOR = Duration.ofSeconds(5);

    private final StubServer server;
    private final Optional<StubSocket> socket;
    private final GuardianProcess guardian;
    private final StubClient client;
    private volatile boolean foundRunning;
    private final AtomicBoolean left = new AtomicBoolean();

    private StubSession(
            StubServer server,
            Optional<StubSocket> socket,
            GuardianProcess guardian,
            StubClient client,
            boolean foundRunning) {
        this.server = server;
        this.socket = socket;
        this.guardian = guardian;
        this.client = client;
        this.foundRunning = foundRunning;
    }

    /**
     * Starts QEMU's gdb server and a guardian, and connects, which stops the guest.
     *
     * @param monitor stays the caller's, and has to stay open until this is closed
     * @throws StubException when that is not possible; the guest is as it was then
     */
    public static StubSession open(DebuggingMonitor monitor, StubOptions options) {
        return open(monitor, options, Optional.empty());
    }

    /**
     * As {@link #open(DebuggingMonitor, StubOptions)}.
     *
     * @param given where a gdb server of that QEMU listens already, which stays as it is; empty to start one
     */
    public static StubSession open(DebuggingMonitor monitor, StubOptions options, Optional<MonitorAddress> given) {
        StubServer server = new StubServer(monitor, MONITOR);
        boolean foundRunning = server.isGuestRunning();
        Optional<StubSocket> socket = given.isPresent() ? Optional.empty() : Optional.of(StubSocket.create());
        MonitorAddress address = given.orElseGet(() -> socket.orElseThrow().address());
        GuardianProcess guardian = null;
        try {
            if (given.isPresent()) {
                server.needFree();
            }
            // Before anything can be left behind.
            guardian = Guardians.guard(new GuardedGuest(socket, address, foundRunning, monitor.address()));
            socket.ifPresent(server::start);
            StubClient client = StubClient.connect(address, options);
            client.keeper(new Keeper(guardian));
            return new StubSession(server, socket, guardian, client, foundRunning);
        } catch (IOException e) {
            socket.ifPresent(StubSocket::delete);
            throw StubException.caused(Reason.NOT_STARTED, e, "guardian.failed", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (guardian == null) {
                socket.ifPresent(StubSocket::delete);
            } else {
                guardian.repairAndEnd();
            }
            throw e;
        }
    }

    /** Tells the guardian what was borrowed. */
    private record Keeper(GuardianProcess guardian) implements StubClient.Keeper {

        @Override
        public void borrowed(Borrowed what) {
            try {
                guardian.borrowed(what);
            } catch (IOException e) {
                throw StubException.caused(Reason.CLOSED, e, "guardian.failed", String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void returned() {
            try {
                guardian.returned();
            } catch (IOException e) {
                // It has ended, and repairs nothing any more.
                return;
            }
        }
    }

    /** The connection. */
    public StubClient client() {
        return client;
    }

    /** Whether the guest ran when it was found, and will again when it is left. */
    public boolean foundRunning() {
        return foundRunning;
    }

    /** Leaves the guest so when this is closed, however it was found. */
    void leaveRunning(boolean runs) {
        foundRunning = runs;
    }

    /** The process that repairs the guest if this one is killed. */
    public long guardianProcess() {
        return guardian.pid();
    }

    /** Has the guardian leave the guest, because this process does not get on with it. Any thread. */
    public void abandon() {
        if (left.compareAndSet(false, true)) {
            client.close();
            guardian.repairAndEnd();
        }
    }

    /**
     * Leaves the guest as it was found. When that fails here, the guardian does it. The thread that uses the connection
     * calls this, or nobody uses it any more.
     */
    @Override
    public void close() {
        if (!left.compareAndSet(false, true)) {
            return;
        }
        try {
            client.leave(foundRunning);
            socket.ifPresent(server::stop);
            Guardians.left(guardian);
            socket.ifPresent(StubSocket::delete);
        } catch (StubException e) {
            guardian.repairAndEnd();
        }
    }
}
