package org.zpcidebug.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.eclipse.debug.core.DebugEvent;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.model.IThread;
import org.zpcidebug.inspect.MemorySpace;
import org.zpcidebug.intercept.InterceptEvent;
import org.zpcidebug.intercept.InterceptListener;
import org.zpcidebug.intercept.InterceptSession;
import org.zpcidebug.intercept.InterceptState;
import org.zpcidebug.intercept.InterceptState.Phase;
import org.zpcidebug.intercept.StoppedCpu;
import org.zpcidebug.intercept.StoppedGuest;
import org.zpcidebug.s390.Psw;

/**
 * Between the engine that stops a guest and the elements of the Debug view: turns states into threads, frames and debug
 * events, and the user's commands into requests. No call waits.
 */
final class GuestControl implements InterceptListener {

    private final ZpciDebugTarget target;
    private final InterceptSession engine;
    private final InterceptLog log;
    private final Map<Integer, ZpciThread> threads = new ConcurrentSkipListMap<>();
    private final BreakpointSync breakpoints;
    private final FirstIntercept first;
    private StoppedGuest shown;
    private boolean isClosed;
    private long left;
    private volatile MemorySpace.Virtual virtual = new MemorySpace.Virtual(new Psw(0, 0), 0, 0, 0, 0);

    GuestControl(ZpciDebugTarget target, InterceptSession engine, InterceptLog log) {
        this.target = target;
        this.engine = engine;
        this.log = log;
        this.first = new FirstIntercept(target);
        this.breakpoints = new BreakpointSync(target, engine, this::failed);
    }

    void open() {
        engine.addListener(this);
        changed(engine.state());
        // Breakpoints of ours connect to the guest, after which nobody could tell any more what another debugger left.
        engine.isLeftBehind().whenComplete((isLeft, failure) -> {
            if (Boolean.TRUE.equals(isLeft)) {
                LeftBehind.offerRepair(target, this::repair, breakpoints::open);
            } else {
                breakpoints.open();
            }
        });
    }

    private void repair() {
        engine.repair().whenComplete((done, failure) -> {
            if (failure == null) {
                log.notice(Messages.LeftBehind_Repaired);
            } else {
                failed(failure);
            }
        });
    }

    void close() {
        breakpoints.close();
        engine.removeListener(this);
        List<DebugEvent> events = new ArrayList<>();
        synchronized (this) {
            isClosed = true;
            shown = null;
            endThreads(events);
        }
        fire(events);
    }

    /** The link to the guest is lost: nobody knows anything of its CPUs, unless its gdb server still answers. */
    void lost() {
        List<DebugEvent> events = new ArrayList<>();
        synchronized (this) {
            if (shown == null && !isDebugged()) {
                endThreads(events);
            }
        }
        fire(events);
    }

    private void endThreads(List<DebugEvent> events) {
        threads.values().forEach(thread -> {
            thread.end();
            events.add(new DebugEvent(thread, DebugEvent.TERMINATE));
        });
        threads.clear();
    }

    /** The engine. */
    InterceptSession engine() {
        return engine;
    }

    /** What keeps the guest's breakpoints like those of the workspace. */
    BreakpointSync breakpoints() {
        return breakpoints;
    }

    IThread[] threads() {
        return threads.values().toArray(IThread[]::new);
    }

    /** As many CPUs as are known from looking; a stop tells them exactly. */
    void setCpus(int count) {
        List<DebugEvent> events = new ArrayList<>();
        synchronized (this) {
            if (!isClosed && shown == null && threads.size() < count) {
                for (int cpu = 0; cpu < count; cpu++) {
                    thread(cpu, events);
                }
            }
        }
        fire(events);
    }

    private ZpciThread thread(int cpu, List<DebugEvent> events) {
        return threads.computeIfAbsent(cpu, number -> {
            ZpciThread thread = new ZpciThread(target, this, number);
            events.add(new DebugEvent(thread, DebugEvent.CREATE));
            return thread;
        });
    }

    /** How the CPU that stopped last sees memory; real addresses before the first stop. */
    MemorySpace.Virtual virtual() {
        return virtual;
    }

    synchronized boolean isSuspended() {
        return shown != null;
    }

    /** Whether we are connected to the guest's gdb server. */
    boolean isDebugged() {
        Phase phase = engine.state().phase();
        return phase != Phase.AWAY && phase != Phase.CLOSED;
    }

    boolean canSuspend() {
        Phase phase = engine.state().phase();
        return !target.isDisconnected()
                && !isSuspended()
                && target.isReachable()
                && (phase == Phase.AWAY || phase == Phase.RUNNING);
    }

    @Override
    public void changed(InterceptState state) {
        Breakpoints.hits(target, state.hits());
        List<DebugEvent> events = new ArrayList<>();
        synchronized (this) {
            StoppedGuest stop = isClosed ? null : state.stopped().orElse(null);
            if (stop == null) {
                if (shown != null) {
                    leave(null, DebugEvent.UNSPECIFIED, events);
                }
            } else if (shown != null && shown.number() == stop.number()) {
                readMore(stop, events);
            } else if (stop.number() > left) {
                arrive(stop, events);
            }
        }
        if (target.rename()) {
            changed(events);
        }
        fire(events);
        if (target.isLost()) {
            lost();
        }
        if (isSuspended()) {
            first.stopped();
        }
    }

    /** Tells the views that the guest stands otherwise. */
    void fireStanding() {
        List<DebugEvent> events = new ArrayList<>();
        changed(events);
        fire(events);
    }

    /** First of all, so that the Debug view selects what stopped. */
    private void changed(List<DebugEvent> events) {
        threads.values().forEach(thread -> events.add(0, new DebugEvent(thread, DebugEvent.CHANGE, DebugEvent.STATE)));
        events.add(0, new DebugEvent(target, DebugEvent.CHANGE, DebugEvent.STATE));
    }

    @Override
    public void happened(InterceptEvent event) {
        log.add(event);
        if (event instanceof InterceptEvent.Recorded) {
            first.logged();
        }
    }

    private void arrive(StoppedGuest stop, List<DebugEvent> events) {
        shown = stop;
        for (StoppedCpu cpu : stop.cpus()) {
            ZpciThread thread = thread(cpu.cpu(), events);
            thread.show(stop);
            if (cpu.cpu() != stop.cpu()) {
                changed(thread, events);
            }
        }
        see(stop.stopped());
        events.add(new DebugEvent(target, DebugEvent.CHANGE, DebugEvent.STATE));
        // The last one: it is the one that the Debug view selects.
        events.add(new DebugEvent(thread(stop.cpu(), events), DebugEvent.SUSPEND, detail(stop)));
    }

    private void see(StoppedCpu cpu) {
        Map<String, Long> others = cpu.others();
        virtual = new MemorySpace.Virtual(
                cpu.registers().psw(),
                others.getOrDefault("cr1", 0L), //$NON-NLS-1$
                others.getOrDefault("cr7", 0L), //$NON-NLS-1$
                others.getOrDefault("cr13", 0L), //$NON-NLS-1$
                others.getOrDefault("prefix", 0L)); //$NON-NLS-1$
        target.refreshMemory();
    }

    private static int detail(StoppedGuest stop) {
        return switch (stop.reason()) {
            case BREAKPOINT, INTERCEPT -> DebugEvent.BREAKPOINT;
            case STEP -> DebugEvent.STEP_END;
            default -> DebugEvent.CLIENT_REQUEST;
        };
    }

    private static void changed(ZpciThread thread, List<DebugEvent> events) {
        events.add(new DebugEvent(thread, DebugEvent.CHANGE, DebugEvent.STATE));
        events.add(new DebugEvent(thread, DebugEvent.CHANGE, DebugEvent.CONTENT));
    }

    private void readMore(StoppedGuest stop, List<DebugEvent> events) {
        if (stop != shown) {
            shown = stop;
            see(stop.stopped());
            for (ZpciThread thread : threads.values()) {
                thread.show(stop);
                events.add(new DebugEvent(thread, DebugEvent.CHANGE, DebugEvent.CONTENT));
            }
        }
    }

    /** All CPUs run from now on as far as anybody can see, one of them perhaps for a step. */
    private void leave(ZpciThread stepped, int detail, List<DebugEvent> events) {
        if (shown == null) {
            return;
        }
        left = shown.number();
        ZpciThread main = stepped == null ? threads.get(shown.cpu()) : stepped;
        shown = null;
        boolean step = detail != DebugEvent.CLIENT_REQUEST && detail != DebugEvent.UNSPECIFIED;
        for (ZpciThread thread : threads.values()) {
            thread.run(step && thread == main);
            if (thread == main) {
                events.add(new DebugEvent(thread, DebugEvent.RESUME, detail));
            } else {
                changed(thread, events);
            }
        }
        events.add(new DebugEvent(target, DebugEvent.CHANGE, DebugEvent.STATE));
    }

    /** Asks the engine for something that lets the guest go from its stop. */
    private void request(ZpciThread thread, int detail, Supplier<CompletableFuture<?>> request) {
        List<DebugEvent> events = new ArrayList<>();
        synchronized (this) {
            leave(thread, detail, events);
        }
        target.rename();
        fire(events);
        request.get().whenComplete((done, failure) -> {
            if (failure != null) {
                stay();
                failed(failure);
            }
        });
    }

    /** What was asked for was not done: where the guest stands still, it is shown so again. */
    private void stay() {
        List<DebugEvent> events = new ArrayList<>();
        synchronized (this) {
            if (shown == null && !isClosed) {
                engine.state().stopped().ifPresent(stop -> arrive(stop, events));
            }
        }
        target.rename();
        fire(events);
    }

    void failed(Throwable failure) {
        EngineFailure.tell(target, log, failure);
    }

    /** Stops the guest, if the user agrees. */
    void suspend() {
        if (PauseConsent.isGiven(target)) {
            request(null, DebugEvent.UNSPECIFIED, engine::suspend);
        }
    }

    void resume(ZpciThread thread) {
        request(thread, DebugEvent.CLIENT_REQUEST, engine::resume);
    }

    void step(ZpciThread thread, int detail) {
        int cpu = thread.cpu();
        request(thread, detail, () -> switch (detail) {
            case DebugEvent.STEP_INTO -> engine.stepInto(cpu);
            case DebugEvent.STEP_RETURN -> engine.stepReturn(cpu);
            default -> engine.stepOver(cpu);
        });
    }

    /** Runs to the next PCI instruction, if the user agrees. */
    void runToNextIntercept() {
        if (PauseConsent.isGiven(target)) {
            request(null, DebugEvent.CLIENT_REQUEST, engine::runToNextIntercept);
        }
    }

    void readCpu(int cpu) {
        engine.readCpu(cpu); // comes as another state; when the guest runs by now, nobody needs it
    }

    private static void fire(List<DebugEvent> events) {
        if (!events.isEmpty() && DebugPlugin.getDefault() != null) {
            DebugPlugin.getDefault().fireDebugEventSet(events.toArray(DebugEvent[]::new));
        }
    }
}
