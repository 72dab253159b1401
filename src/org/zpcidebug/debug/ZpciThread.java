package org.zpcidebug.debug;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.debug.core.DebugEvent;
import org.eclipse.debug.core.DebugException;
import org.eclipse.debug.core.model.DebugElement;
import org.eclipse.debug.core.model.IBreakpoint;
import org.eclipse.debug.core.model.IStackFrame;
import org.eclipse.debug.core.model.IThread;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.intercept.StoppedCpu;
import org.zpcidebug.intercept.StoppedCpu.State;
import org.zpcidebug.intercept.StoppedGuest;

/**
 * A CPU of a guest. All CPUs stand or run together; a step moves one of them. Every getter answers from what is known.
 */
public final class ZpciThread extends DebugElement implements IThread {

    private static final ZpciStackFrame[] NONE = {};

    private final int cpu;
    private final GuestControl control;
    private volatile StoppedGuest stop;
    private volatile ZpciStackFrame[] frames = NONE;
    private volatile boolean stepping;
    private volatile boolean ended;
    private volatile long wanted;

    ZpciThread(ZpciDebugTarget target, GuestControl control, int cpu) {
        super(target);
        this.control = control;
        this.cpu = cpu;
    }

    /** QEMU's number of the CPU. */
    public int cpu() {
        return cpu;
    }

    /** Shows where the CPU stands. */
    void show(StoppedGuest now) {
        List<ZpciStackFrame> shown = new ArrayList<>();
        StoppedCpu read = now.cpu(cpu).orElse(null);
        if (read != null) {
            int size = read.frames().size();
            ZpciStackFrame[] before = frames;
            for (int depth = 0; depth < size; depth++) {
                boolean same = depth < before.length
                        && before[depth].isOf(read.frames().get(depth));
                ZpciStackFrame frame = same ? before[depth] : new ZpciStackFrame(this, depth);
                frame.show(now.number(), read);
                shown.add(frame);
            }
        }
        frames = shown.toArray(ZpciStackFrame[]::new);
        stop = now;
        stepping = false;
    }

    /** Shows that the CPU runs, for a step of its own or for anything else. */
    void run(boolean step) {
        stop = null;
        stepping = step;
    }

    /** Nothing is known of the CPU from now on: the guest was left, or its QEMU has gone. */
    void end() {
        run(false);
        ended = true;
    }

    /** Where the CPU stands; null while it runs. */
    public StoppedCpu stopped() {
        StoppedGuest now = stop;
        return now == null ? null : now.cpu(cpu).orElse(null);
    }

    /** Asks for the registers that are not read without need; once a stop. */
    void wantRegisters() {
        StoppedGuest now = stop;
        StoppedCpu read = stopped();
        if (read != null && read.others().isEmpty() && wanted != now.number()) {
            wanted = now.number();
            control.readCpu(cpu);
        }
    }

    /** The CPU, and why it stands. */
    @Override
    public String getName() {
        return NLS.bind(Messages.ZpciThread_Name, Integer.toString(cpu));
    }

    /** What the CPU does, in words, for instance why it stands. */
    public String activity() {
        StoppedGuest now = stop;
        StoppedCpu read = stopped();
        if (now == null || read == null) {
            return stepping ? Messages.ZpciThread_Stepping : ((ZpciDebugTarget) getDebugTarget()).standing();
        }
        if (now.cpu() != cpu) {
            return switch (read.state()) {
                case KERNEL -> Messages.ZpciThread_Stopped;
                case PROGRAM -> Messages.ZpciThread_Program;
                case WAITING -> Messages.ZpciThread_Waiting;
            };
        }
        return switch (now.reason()) {
            case BREAKPOINT -> breakpointWords();
            case STEP -> Messages.ZpciThread_Stepped;
            case INTERCEPT -> Messages.ZpciThread_Intercept;
            case SUSPENDED -> Messages.ZpciThread_Suspended;
            case FOUND -> Messages.ZpciThread_Found;
            case RESET -> Messages.ZpciThread_Reset;
            case OTHER -> Messages.ZpciThread_Other;
        };
    }

    private String breakpointWords() {
        IBreakpoint[] hit = getBreakpoints();
        return hit.length > 0 && hit[0] instanceof ZpciBreakpoint ours
                ? NLS.bind(Messages.ZpciThread_Breakpoint, ours.settings().words())
                : Messages.ZpciThread_Intercept;
    }

    @Override
    public IStackFrame[] getStackFrames() {
        return stop == null ? NONE : frames.clone();
    }

    @Override
    public boolean hasStackFrames() {
        return stop != null && frames.length > 0;
    }

    @Override
    public IStackFrame getTopStackFrame() {
        ZpciStackFrame[] now = frames;
        return stop == null || now.length == 0 ? null : now[0];
    }

    @Override
    public int getPriority() {
        return 0;
    }

    /** The breakpoints that stopped this CPU. */
    @Override
    public IBreakpoint[] getBreakpoints() {
        StoppedGuest now = stop;
        Set<String> ids = now == null || now.cpu() != cpu ? Set.of() : now.breakpoints();
        return Breakpoints.withIds(ids).toArray(IBreakpoint[]::new);
    }

    @Override
    public String getModelIdentifier() {
        return DebugIds.MODEL;
    }

    @Override
    public boolean isSuspended() {
        return stop != null;
    }

    @Override
    public boolean canResume() {
        return isSuspended();
    }

    @Override
    public boolean canSuspend() {
        return !isSuspended() && control.canSuspend();
    }

    @Override
    public void resume() {
        control.resume(this);
    }

    @Override
    public void suspend() {
        control.suspend();
    }

    /** Whether the CPU has an instruction to execute: one that waits has none. */
    private boolean canStep() {
        StoppedCpu read = stopped();
        return read != null && read.state() != State.WAITING;
    }

    @Override
    public boolean canStepInto() {
        return canStep();
    }

    @Override
    public boolean canStepOver() {
        return canStep();
    }

    @Override
    public boolean canStepReturn() {
        return canStep() && stopped().frames().size() > 1;
    }

    @Override
    public boolean isStepping() {
        return stepping;
    }

    @Override
    public void stepInto() {
        control.step(this, DebugEvent.STEP_INTO);
    }

    @Override
    public void stepOver() {
        control.step(this, DebugEvent.STEP_OVER);
    }

    @Override
    public void stepReturn() {
        control.step(this, DebugEvent.STEP_RETURN);
    }

    @Override
    public boolean canTerminate() {
        return getDebugTarget().canTerminate();
    }

    @Override
    public boolean isTerminated() {
        return ended || getDebugTarget().isTerminated();
    }

    @Override
    public void terminate() throws DebugException {
        getDebugTarget().terminate();
    }
}
