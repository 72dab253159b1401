package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.zpcidebug.gdbstub.StubClient;

/**
 * Debugs one guest by its PCI instructions: breakpoints, stops, steps. Opening does nothing to the guest. What disturbs
 * it: {@link #suspend}, {@link #runToNextIntercept}, {@link #onStopped} and {@link #setBreakpoints} with an enabled one
 * connect to QEMU's gdb server, which stops the guest (and lets it run again where it did), and from then on each site of
 * an enabled breakpoint stops it for less than a millisecond a time. With the first of these a guardian process is
 * started, which repairs the guest if this process is killed. {@link #leave} and {@link #close} leave the guest as it was
 * found.
 *
 * <p>All methods may be called from any thread, and only {@link #close} waits. Futures complete on the session's thread
 * (so hand over to another before waiting), exceptionally with an {@link InterceptException} or {@link
 * org.zpcidebug.gdbstub.StubException} whose message is for the user; each has a deadline of its own, but for those that
 * wait for the guest to come somewhere: {@link #stepOver} of a call, {@link #stepReturn}, {@link #runToNextIntercept}.
 * Those end when the guest stops for any reason; {@link #suspend} ends them.
 */
public final class InterceptSession implements AutoCloseable {

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final InterceptEngine engine;
    private final Steps steps;

    private InterceptSession(InterceptEngine engine) {
        this.engine = engine;
        this.steps = new Steps(engine.debugger());
    }

    /** Opens a session, which does nothing to the guest. */
    public static InterceptSession open(InterceptGuest guest) {
        InterceptEngine engine = new InterceptEngine(guest);
        engine.start();
        return new InterceptSession(engine);
    }

    /** The newest state; never waits. */
    public InterceptState state() {
        return engine.state();
    }

    /** Adds a listener; it is not told the present state. */
    public void addListener(InterceptListener listener) {
        engine.publisher().add(listener);
    }

    /** Removes a listener; a call that is under way still comes to its end. */
    public void removeListener(InterceptListener listener) {
        engine.publisher().remove(listener);
    }

    /** Where to look for PCI instructions in a guest without symbols; empty for its symbols. Set breakpoints after it. */
    public CompletableFuture<Void> setRange(Optional<GuestCodeFinder.Range> range) {
        return engine.order(() -> engine.debugger().range(range));
    }

    /** The guest's PCI instructions, found by reading its memory; nothing disturbs it. */
    public CompletableFuture<List<Site>> sites() {
        return engine.ask(() -> engine.debugger().sites());
    }

    /** Stops the guest. Completes with the stop; with the present one when it stands already. */
    public CompletableFuture<StoppedGuest> suspend() {
        return engine.ask(engine.debugger()::suspend);
    }

    /** Lets the guest run, the instruction at which it stands first. Completes when it runs. */
    public CompletableFuture<Void> resume() {
        return engine.order(engine.debugger()::resume);
    }

    /**
     * Executes the PCI instruction at which that CPU stands, and stops after it with its outcome. Elsewhere one
     * instruction; a call runs to its end, unless something else stops the guest before.
     */
    public CompletableFuture<StoppedGuest> stepOver(int cpu) {
        return engine.later(stop -> steps.over(cpu, stop));
    }

    /** Executes one instruction on that CPU, while the others stand. */
    public CompletableFuture<StoppedGuest> stepInto(int cpu) {
        return engine.ask(() -> steps.into(cpu));
    }

    /** Runs until that CPU has returned to the function that called the present one. */
    public CompletableFuture<StoppedGuest> stepReturn(int cpu) {
        return engine.later(stop -> steps.toCaller(cpu, stop));
    }

    /** Runs until any CPU stands at any PCI instruction. */
    public CompletableFuture<StoppedGuest> runToNextIntercept() {
        return engine.later(engine.debugger()::runToNextIntercept);
    }

    /**
     * Replaces all breakpoints. A running guest is stopped for it and let run again; a stopped one stays so. Breakpoints
     * with the id and criteria of one that was there keep their hit count.
     *
     * @return completes with the number of places at which the guest now stops; fails with an {@link
     *     IllegalArgumentException} with a message for the user when a condition cannot be read
     */
    public CompletableFuture<Integer> setBreakpoints(List<InterceptBreakpoint> breakpoints) {
        List<InterceptBreakpoint> wanted = List.copyOf(breakpoints);
        return engine.ask(() -> engine.debugger().setBreakpoints(wanted));
    }

    /** Reads the registers of that CPU that were not read yet, and publishes the stop anew. Fails while it runs. */
    public CompletableFuture<StoppedGuest> readCpu(int cpu) {
        return engine.ask(() -> steps.readCpu(cpu));
    }

    /** Reads storage by that CPU's own addresses: virtual ones while its PSW has translation on. Fails while it runs. */
    public CompletableFuture<byte[]> read(int cpu, long address, int length) {
        return engine.ask(() -> steps.read(cpu, address, length));
    }

    /**
     * Runs something with the connection on the session's thread while the guest stands. A running guest is stopped for
     * it and let run again, and left again if this session had nothing to do with it before. Whatever the work inserts or
     * selects it takes back; the guest must stand when it returns.
     */
    public <T> CompletableFuture<T> onStopped(Function<StubClient, T> work) {
        return engine.ask(() -> engine.debugger()
                .whileStanding(() -> work.apply(engine.debugger().link().client())));
    }

    /**
     * Whether a debugger before us may have left breakpoints in the guest: it stands at one with nobody there, or a gdb
     * server of QEMU waits for a debugger. Only asks QEMU. Our own connection takes such breakpoints away as well.
     */
    public CompletableFuture<Boolean> isLeftBehind() {
        return engine.ask(() -> engine.debugger().isLeftBehind());
    }

    /** Takes away what a debugger before us left behind, and lets the guest run if it stands for that reason. */
    public CompletableFuture<Void> repair() {
        return engine.order(engine.debugger()::repair);
    }

    /** Leaves the guest as it was found, and keeps the session: a stop or breakpoint connects again. */
    public CompletableFuture<Void> leave() {
        return engine.order(engine.debugger()::leave);
    }

    /** Leaves the guest as it was found and ends the session. Takes at most 2 s; idempotent. */
    @Override
    public void close() {
        engine.close(CLOSE);
    }
}
