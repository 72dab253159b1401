package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.intercept.InterceptBreakpoint.Action;
import org.zpcidebug.linux.KernelCache;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.LinuxSettings;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.testing.DebuggedGuest;
import org.zpcidebug.testing.Eventually;

/** A session with a test's guest, and what was told in it. */
final class InterceptedGuest implements InterceptGuest, InterceptListener, AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private final DebuggedGuest guest;
    private final GuestMemory memory;
    private final Optional<Path> systemMap;
    private final InterceptSession session;
    private final ConcurrentLinkedQueue<InterceptEvent> events = new ConcurrentLinkedQueue<>();

    InterceptedGuest(DebuggedGuest guest) {
        this(guest, Optional.empty());
    }

    InterceptedGuest(DebuggedGuest guest, Optional<Path> systemMap) {
        this.guest = guest;
        this.systemMap = systemMap;
        this.memory = GuestMemoryFactory.open(new InspectingMonitor(guest.monitor()));
        this.session = InterceptSession.open(this);
        session.addListener(this);
    }

    InterceptSession session() {
        return session;
    }

    GuestMemory memory() {
        return memory;
    }

    DebuggedGuest guest() {
        return guest;
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    int set(InterceptBreakpoint... breakpoints) {
        return get(session.setBreakpoints(List.of(breakpoints)));
    }

    static InterceptBreakpoint stop(InterceptCriteriaBuilder criteria) {
        return InterceptBreakpoint.of("stop", criteria.build(), Action.SUSPEND);
    }

    static InterceptBreakpoint log(InterceptCriteriaBuilder criteria) {
        return InterceptBreakpoint.of("log", criteria.build(), Action.LOG);
    }

    /** Waits for a stop after that one. */
    StoppedGuest awaitStopAfter(long number) {
        return Eventually.returns(LIMIT, () -> {
            Optional<StoppedGuest> stopped = session.state().stopped();
            assertThat(stopped).as(session.state().toString()).isPresent();
            assertThat(stopped.get().number()).isGreaterThan(number);
            return stopped.get();
        });
    }

    StoppedGuest resumeAndAwaitStop() {
        long number = session.state().stopped().map(StoppedGuest::number).orElse(0L);
        get(session.resume());
        return awaitStopAfter(number);
    }

    List<InterceptEvent.Recorded> recorded() {
        return events.stream()
                .filter(InterceptEvent.Recorded.class::isInstance)
                .map(InterceptEvent.Recorded.class::cast)
                .toList();
    }

    List<InterceptEvent.Kind> noticed() {
        return events.stream()
                .filter(InterceptEvent.Noticed.class::isInstance)
                .map(event -> ((InterceptEvent.Noticed) event).kind())
                .toList();
    }

    /** What the user was told, apart from records. */
    List<String> words() {
        return events.stream()
                .filter(InterceptEvent.Noticed.class::isInstance)
                .map(event -> ((InterceptEvent.Noticed) event).words())
                .toList();
    }

    void forgetEvents() {
        events.clear();
    }

    <T> T ask(MonitorCommand<T> command) {
        return guest.ask(command);
    }

    @Override
    public void changed(InterceptState state) {
        // States are asked for.
    }

    @Override
    public void happened(InterceptEvent event) {
        events.add(event);
    }

    @Override
    public String name() {
        return guest.address().toString();
    }

    @Override
    public DebuggingMonitor monitor() {
        return guest.monitor();
    }

    @Override
    public Known<GuestCode> code(Optional<GuestCodeFinder.Range> range) {
        LinuxSettings settings =
                new LinuxSettings(memory.size(), Optional.empty(), systemMap, KernelCache.inMemory(), () -> false);
        return GuestCodeFinder.find(memory, settings, range);
    }

    @Override
    public AbsoluteStorage storage() {
        return memory;
    }

    @Override
    public String device(long fid) {
        return fid == 0x100 ? "virtio-blk-pci" : "";
    }

    @Override
    public void close() {
        session.close();
        memory.close();
    }
}
