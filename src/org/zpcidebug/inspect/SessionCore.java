package org.zpcidebug.inspect;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zpcidebug.hypervisor.EventQueue;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorEvent;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.hypervisor.TrafficEntry;
import org.zpcidebug.inspect.SessionState.Link;
import org.zpcidebug.intercept.BarRange;
import org.zpcidebug.intercept.ProbePage;
import org.zpcidebug.intercept.ProbeReading;
import org.zpcidebug.linux.Known;
import org.zpcidebug.memory.GuestMemory;

/**
 * The life of a session's link: connecting, sampling, silence, loss, the end. Everything but the entry points runs on the
 * session's thread; a sample waits for QEMU there, and closing the monitor ends that wait at once.
 */
@SuppressWarnings("nls")
final class SessionCore {

    private static final int EVENTS = 256;
    private static final Duration CLOSE = Duration.ofMillis(1500);

    /** Opens a monitor without blocking. */
    interface Connector {
        CompletableFuture<Monitor> open(MonitorAddress address);
    }

    private final MonitorAddress address;
    private final Connector connector;
    private final GuestAccess access;
    private final SessionThread thread;
    private final TableInquiry tables;
    private final InterruptInquiry interrupts;
    private final ProbeInquiry probes;
    private final Publisher publisher = new Publisher();
    private final Demands demands;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile CompletableFuture<SessionState> connected = new CompletableFuture<>();
    private volatile CompletableFuture<Monitor> opening;
    private volatile Monitor monitor;
    private volatile Monitor unguarded;
    private final SessionIntercepts intercepts;
    private final SampleClock clock;
    private final SilentQemu silence;
    private final Refreshes refreshes = new Refreshes();
    private Sampler sampler;
    private volatile GuestSource source;

    SessionCore(MonitorAddress address, Connector connector, GuestAccess access) {
        this.address = address;
        this.connector = connector;
        this.access = access;
        thread = new SessionThread("zPCI session " + address);
        tables = new TableInquiry(address.toString(), () -> publisher().state().snapshot(), this::memory);
        interrupts =
                new InterruptInquiry(address.toString(), () -> unguarded, () -> thread.execute(this::announceChange));
        intercepts = new SessionIntercepts(
                address.toString(),
                access,
                () -> link() == Link.CONNECTED ? unguarded : null,
                this::memory,
                () -> publisher().state().snapshot());
        probes = new ProbeInquiry(
                address.toString(), () -> unguarded, intercepts::session, this::probePage, this::probed);
        demands = new Demands(() -> thread.execute(this::schedule));
        clock = new SampleClock(thread, demands, this::sample);
        silence = new SilentQemu(thread, asked -> asked == monitor && link() == Link.SILENT, this::sample, this::lost);
    }

    void start() {
        thread.execute(this::connect);
    }

    MonitorAddress address() {
        return address;
    }

    TableInquiry tables() {
        return tables;
    }

    /** The reading, once a snapshot has it. */
    CompletableFuture<ProbeReading> probe(List<BarRange> named) {
        GuestSnapshot known = publisher().state().snapshot();
        if (known != null) {
            try {
                NamedBars.require(known, named);
            } catch (SessionException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
        return probes.probe(named).thenCompose(reading -> refresh().thenApply(state -> reading));
    }

    private Known<ProbePage> probePage() {
        GuestSource now = source;
        return now == null ? Known.unknown(Words.of("tables.closed")) : now.probePage();
    }

    private void probed(ProbeReading reading) {
        thread.execute(() -> {
            if (sampler != null) {
                sampler.probed(reading);
            }
        });
    }

    InterruptInquiry interrupts() {
        return interrupts;
    }

    SessionIntercepts intercepts() {
        return intercepts;
    }

    private GuestMemory memory() {
        GuestSource now = source;
        return now == null ? null : now.memory();
    }

    Publisher publisher() {
        return publisher;
    }

    Demands demands() {
        return demands;
    }

    /** A copy, so that nobody completes or cancels it for others. */
    CompletableFuture<SessionState> connected() {
        return connected.copy();
    }

    List<TrafficEntry> history() {
        Monitor last = monitor;
        return last == null ? List.of() : last.history();
    }

    CompletableFuture<SessionState> refresh() {
        CompletableFuture<SessionState> refresh = refreshes.add();
        thread.execute(() -> {
            if (link() == Link.CONNECTED && !refresh.isDone()) {
                sample();
            } else if (link() != Link.CONNECTING) {
                refreshes.endAll(publisher.state());
            }
        });
        if (link() == Link.CLOSED) {
            refreshes.endAll(publisher.state());
        }
        return refresh;
    }

    synchronized CompletableFuture<SessionState> reconnect() {
        Link link = link();
        if ((link == Link.LOST || link == Link.SILENT) && connected.isDone() && !closed.get()) {
            connected = new CompletableFuture<>();
            thread.execute(this::connect);
        }
        return link == Link.CONNECTED ? CompletableFuture.completedFuture(publisher.state()) : connected();
    }

    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        tables.close();
        probes.close();
        interrupts.close();
        intercepts.close();
        thread.execute(this::finish);
        giveUp(opening);
        GuestSource looking = source;
        if (looking != null) {
            looking.cancel();
        }
        Monitor last = monitor;
        if (last != null) {
            last.close();
        }
        if (!thread.isCurrent() && !thread.awaitEnd(CLOSE)) {
            conclude();
            thread.interrupt();
        }
    }

    /** Leaves no monitor behind, whether or not it has been opened meanwhile. */
    private static void giveUp(CompletableFuture<Monitor> attempt) {
        if (attempt != null && !attempt.cancel(false)) {
            attempt.thenAccept(Monitor::close);
        }
    }

    private Link link() {
        return publisher.state().link();
    }

    private void connect() {
        dropMonitor();
        if (closed.get()) {
            return;
        }
        publisher.publish(Link.CONNECTING, null);
        CompletableFuture<Monitor> attempt = connector.open(address);
        opening = attempt;
        attempt.whenCompleteAsync(this::opened, thread);
        if (closed.get()) {
            giveUp(attempt);
        }
    }

    private void opened(Monitor opened, Throwable failure) {
        opening = null;
        if (failure != null) {
            lost(failure);
            return;
        }
        InspectingMonitor inspecting = new InspectingMonitor(opened);
        monitor = inspecting;
        if (closed.get()) {
            inspecting.close();
            return;
        }
        source = new GuestSource(inspecting, access, () -> thread.execute(this::announceChange));
        sampler = new Sampler(inspecting, source, interrupts);
        unguarded = opened;
        interrupts.opened();
        inspecting.closed().whenCompleteAsync((nothing, cause) -> ended(inspecting, cause), thread);
        listen(inspecting.events(EVENTS));
        sample();
    }

    /** A link that ended while nothing was asked. */
    private void ended(Monitor which, Throwable cause) {
        if (which == monitor && sampler != null && cause != null) {
            lost(cause);
        }
    }

    private void listen(EventQueue events) {
        events.available()
                .thenRunAsync(
                        () -> {
                            events.drain().forEach(this::heard);
                            if (!events.isClosed()) {
                                listen(events);
                            }
                        },
                        thread);
    }

    private void heard(MonitorEvent event) {
        if (sampler != null && GuestEvents.changesMachine(event)) {
            sampler.forget();
        }
        if (sampler != null && GuestEvents.changesMemory(event)) {
            source.forget();
            interrupts.forget();
        }
        if (GuestEvents.changesGuest(event)) {
            announceChange();
        }
    }

    private void announceChange() {
        clock.announceChange();
        schedule();
    }

    private void sample() {
        clock.cancel();
        if (sampler == null || closed.get()) {
            refreshes.endAll(publisher.state());
            return;
        }
        refreshes.begin();
        clock.begin();
        long from = System.nanoTime();
        try {
            GuestSnapshot snapshot = sampler.sample();
            long to = System.nanoTime();
            clock.sampled(from, to);
            publisher.publish(new SessionState(Link.CONNECTED, snapshot, null, Duration.ofNanos(to - from)));
            connected.complete(publisher.state());
        } catch (MonitorException e) {
            failed(e);
        } catch (Inquiry.SlowException e) {
            silent(e, e.getMessage());
        } catch (CancellationException expected) {
            // The session was closed by force.
        } catch (SessionException e) {
            refused(e);
        } catch (RuntimeException e) {
            clock.sampled(from, System.nanoTime());
            problem(new SessionException(Words.of("problem.internal", e.toString()), e));
        }
        refreshes.end(publisher.state());
        schedule();
    }

    private void failed(MonitorException failure) {
        if (LinkFailure.of(failure) == LinkFailure.LOST) {
            lost(failure);
        } else {
            silent(failure, Words.of("problem.silent"));
        }
    }

    /** Not a guest that we can inspect ends the link; a sample that failed does not. */
    private void refused(SessionException failure) {
        if (sampler.isAccepted()) {
            clock.sampled(System.nanoTime(), System.nanoTime());
            problem(failure);
        } else {
            lost(failure);
        }
    }

    private void problem(SessionException failure) {
        publisher.publish(Link.CONNECTED, failure.getMessage());
        connected.completeExceptionally(failure);
    }

    private void silent(RuntimeException failure, String words) {
        publisher.publish(Link.SILENT, words);
        connected.completeExceptionally(failure);
        refreshes.endAll(publisher.state());
        silence.ask(monitor);
    }

    private void lost(Throwable failure) {
        dropMonitor();
        if (closed.get()) {
            return;
        }
        Throwable cause = MonitorException.of(failure) == null ? failure : MonitorException.of(failure);
        String words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        publisher.publish(Link.LOST, words);
        connected.completeExceptionally(cause);
        refreshes.endAll(publisher.state());
    }

    private void dropMonitor() {
        clock.cancel();
        sampler = null;
        unguarded = null;
        Monitor last = monitor;
        if (last != null) {
            last.close();
        }
        if (source != null) {
            source.close();
            source = null;
        }
    }

    private void schedule() {
        clock.cancel();
        if (link() == Link.CONNECTED) {
            clock.schedule();
        }
    }

    private void finish() {
        dropMonitor();
        conclude();
        thread.end();
    }

    private void conclude() {
        publisher.publish(Link.CLOSED, null);
        connected.completeExceptionally(new SessionException(Words.of("problem.closed")));
        refreshes.endAll(publisher.state());
    }
}
