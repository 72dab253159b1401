package org.zpcidebug.inspect;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.hypervisor.TrafficEntry;
import org.zpcidebug.intercept.BarRange;
import org.zpcidebug.intercept.InterceptSession;
import org.zpcidebug.intercept.ProbeReading;

/**
 * A session with one guest: owns the link to its monitor, samples it on one thread, and publishes immutable states. It
 * only ever inspects, but for {@link #intercepts}. All methods may be called from any thread, and only {@link #close} waits.
 */
public final class GuestSession implements AutoCloseable {

    private final SessionCore core;

    /** An open wish for samples; closing it withdraws the wish. */
    public interface Demand extends AutoCloseable {
        @Override
        void close();
    }

    private GuestSession(SessionCore core) {
        this.core = core;
    }

    /** Opens a session; returns at once, connecting goes on in the session's own thread. */
    public static GuestSession open(MonitorAddress address) {
        return open(address, SessionOptions.DEFAULT);
    }

    /** As {@link #open(MonitorAddress)}, with the user's choices. */
    public static GuestSession open(MonitorAddress address, SessionOptions options) {
        return open(address, to -> QmpMonitor.open(to, options.monitor()), GuestAccess.of(options));
    }

    /** As {@link #open(MonitorAddress)}, with monitors and memory from elsewhere. */
    static GuestSession open(MonitorAddress address, SessionCore.Connector connector, GuestAccess access) {
        SessionCore core = new SessionCore(address, connector, access);
        core.start();
        return new GuestSession(core);
    }

    /** The monitor's address. */
    public MonitorAddress address() {
        return core.address();
    }

    /** The newest state; never blocks. */
    public SessionState state() {
        return core.publisher().state();
    }

    /**
     * Completes with the first state that is CONNECTED with a snapshot, or exceptionally when connecting failed: with a
     * {@link org.zpcidebug.hypervisor.MonitorException} or a {@link SessionException}, whose message is for the user.
     */
    public CompletableFuture<SessionState> connected() {
        return core.connected();
    }

    /**
     * Adds a listener, called on the session's thread with every new state, each sample making one; it must not block.
     * It is not told the present state.
     */
    public void addListener(Consumer<SessionState> listener) {
        core.publisher().add(listener);
    }

    /** Removes a listener; a call that is under way still comes to its end. */
    public void removeListener(Consumer<SessionState> listener) {
        core.publisher().remove(listener);
    }

    /**
     * Asks for samples at that rate while the demand is open; the highest open demand counts, none means no samples
     * except after events that announce a change. Samples that take long come less often.
     */
    public Demand demand(double hertz) {
        return core.demands().add(hertz);
    }

    /**
     * Samples once, now.
     *
     * @return completes with the state after that; where no sample can be taken because the link is silent, lost or
     *     closed, with the state that says so
     */
    public CompletableFuture<SessionState> refresh() {
        return core.refresh();
    }

    /**
     * Connects again after the link was lost, or while it is silent. A link that works is kept.
     *
     * @return as {@link #connected}
     */
    public CompletableFuture<SessionState> reconnect() {
        return core.reconnect();
    }

    /** Reads the I/O translation tables of the guest's functions, on request. */
    public TableInquiry tables() {
        return core.tables();
    }

    /** Reads of interrupts what samples do not tell, on request. */
    public InterruptInquiry interrupts() {
        return core.interrupts();
    }

    /**
     * Debugs the guest over the same monitor, by its PCI instructions: unlike all else here that stops it, see {@link
     * InterceptSession}. The same one each time; nothing happens to the guest before something is asked of it.
     *
     * @throws IllegalStateException when this session was closed
     */
    public InterceptSession intercepts() {
        return core.intercepts().session();
    }

    /**
     * Probes the guest: stops it for a moment, has one of its CPUs execute instructions that ask (CLP, STPCIFC, PCILG), and
     * leaves it as it was found. What they answered is in the snapshots from then on, until the machine changes.
     *
     * @return completes when a snapshot has it; exceptionally, with a message for the user, when the guest cannot be probed
     */
    public CompletableFuture<ProbeReading> probe() {
        return probe(List.of());
    }

    /**
     * As {@link #probe()}, and reads words of BARs, which can change the device: only what a user has named.
     *
     * @param named the words
     */
    public CompletableFuture<ProbeReading> probe(List<BarRange> named) {
        return core.probe(List.copyOf(named));
    }

    /** The last messages to and from the monitor, for diagnostics; also after the link was lost. */
    public List<TrafficEntry> history() {
        return core.history();
    }

    /** Ends the session; the guest stays as it is. Takes at most 2 s, 4 s while it is debugged; idempotent. */
    @Override
    public void close() {
        core.close();
    }
}
