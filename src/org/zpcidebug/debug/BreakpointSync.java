package org.zpcidebug.debug;

import java.util.List;
import java.util.function.Consumer;
import org.eclipse.core.resources.IMarkerDelta;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.IBreakpointManager;
import org.eclipse.debug.core.IBreakpointManagerListener;
import org.eclipse.debug.core.IBreakpointsListener;
import org.eclipse.debug.core.model.IBreakpoint;
import org.zpcidebug.intercept.InterceptBreakpoint;
import org.zpcidebug.intercept.InterceptSession;

/**
 * Keeps what a guest stops at like the breakpoints of the workspace: those that are enabled, and none while breakpoints
 * are skipped. A guest that nothing is to stop is left alone.
 */
final class BreakpointSync implements IBreakpointsListener, IBreakpointManagerListener {

    private final ZpciDebugTarget target;
    private final InterceptSession engine;
    private final Consumer<Throwable> failed;
    private final Job job;
    private volatile List<InterceptBreakpoint> sent = List.of();
    private volatile boolean opened;
    private volatile boolean closed;

    BreakpointSync(ZpciDebugTarget target, InterceptSession engine, Consumer<Throwable> failed) {
        this.target = target;
        this.engine = engine;
        this.failed = failed;
        this.job = Job.create(Messages.BreakpointSync_Job, progress -> {
            sync();
            return Status.OK_STATUS;
        });
        job.setSystem(true);
    }

    synchronized void open() {
        if (closed) {
            return;
        }
        opened = true;
        manager().addBreakpointListener(this);
        manager().addBreakpointManagerListener(this);
        schedule();
    }

    synchronized void close() {
        closed = true;
        manager().removeBreakpointListener(this);
        manager().removeBreakpointManagerListener(this);
        job.cancel();
    }

    private static IBreakpointManager manager() {
        return DebugPlugin.getDefault().getBreakpointManager();
    }

    /** Looks again at what there is, soon. */
    void schedule() {
        if (opened && !closed) {
            job.schedule();
        }
    }

    /** Sends them anew: the guest, or the connection to it, is another. */
    void resend() {
        sent = List.of();
        schedule();
    }

    private void sync() {
        List<InterceptBreakpoint> wanted =
                Breakpoints.all().stream().map(ZpciBreakpoint::definition).toList();
        boolean stops = isAnyEnabled(wanted);
        if (closed || !target.isReachable() || wanted.equals(sent) || !stops && !isAnyEnabled(sent)) {
            return;
        }
        if (stops && !PauseConsent.isGiven(target)) {
            target.intercepts().notice(Messages.BreakpointSync_Refused);
            return;
        }
        sent = wanted;
        engine.setBreakpoints(wanted).whenComplete((sites, failure) -> {
            if (failure != null) {
                sent = List.of();
                failed.accept(failure);
            }
        });
    }

    private static boolean isAnyEnabled(List<InterceptBreakpoint> breakpoints) {
        return breakpoints.stream().anyMatch(InterceptBreakpoint::enabled);
    }

    private void scheduleFor(IBreakpoint... breakpoints) {
        for (IBreakpoint breakpoint : breakpoints) {
            if (breakpoint instanceof ZpciBreakpoint) {
                schedule();
                return;
            }
        }
    }

    @Override
    public void breakpointsAdded(IBreakpoint[] breakpoints) {
        scheduleFor(breakpoints);
    }

    @Override
    public void breakpointsRemoved(IBreakpoint[] breakpoints, IMarkerDelta[] deltas) {
        scheduleFor(breakpoints);
    }

    @Override
    public void breakpointsChanged(IBreakpoint[] breakpoints, IMarkerDelta[] deltas) {
        scheduleFor(breakpoints);
    }

    @Override
    public void breakpointManagerEnablementChanged(boolean enabled) {
        schedule();
    }
}
