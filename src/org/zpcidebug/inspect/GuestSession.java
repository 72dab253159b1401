package org.zpcidebug.inspect;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.TrafficEntry;

/**
 * A session with one guest: owns the link to its monitor, samples it on one thread, and publishes immutable states. It
 * only ever inspects.
 */
public final class GuestSession implements AutoCloseable {

    /** An open wish for samples; closing it withdraws the wish. */
    public interface Demand extends AutoCloseable {
        @Override
        void close();
    }

    /** Opens a session; returns at once, connecting goes on in the session's own thread. */
    public static GuestSession open(MonitorAddress address) {
        throw new UnsupportedOperationException();
    }

    /** The monitor's address. */
    public MonitorAddress address() {
        throw new UnsupportedOperationException();
    }

    /** The newest state; never blocks. */
    public SessionState state() {
        throw new UnsupportedOperationException();
    }

    /** Completes with the first state that is CONNECTED with a snapshot, or exceptionally when connecting failed. */
    public CompletableFuture<SessionState> connected() {
        throw new UnsupportedOperationException();
    }

    /** Adds a listener, called on the session's thread with every new state; it must not block. */
    public void addListener(Consumer<SessionState> listener) {
        throw new UnsupportedOperationException();
    }

    /** Removes a listener. */
    public void removeListener(Consumer<SessionState> listener) {
        throw new UnsupportedOperationException();
    }

    /** Asks for samples at that rate while the demand is open; the highest open demand counts, none means no samples. */
    public Demand demand(double hertz) {
        throw new UnsupportedOperationException();
    }

    /** Samples once, now. */
    public CompletableFuture<SessionState> refresh() {
        throw new UnsupportedOperationException();
    }

    /** Connects again after the link was lost. */
    public CompletableFuture<SessionState> reconnect() {
        throw new UnsupportedOperationException();
    }

    /** The last messages to and from the monitor, for diagnostics. */
    public List<TrafficEntry> history() {
        throw new UnsupportedOperationException();
    }

    /** Ends the session; the guest stays as it is. Takes at most 2 s; idempotent. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
