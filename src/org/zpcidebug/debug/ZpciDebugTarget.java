package org.zpcidebug.debug;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.eclipse.core.resources.IMarkerDelta;
import org.eclipse.debug.core.DebugEvent;
import org.eclipse.debug.core.DebugException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.model.DebugElement;
import org.eclipse.debug.core.model.IBreakpoint;
import org.eclipse.debug.core.model.IDebugModelProvider;
import org.eclipse.debug.core.model.IDebugTarget;
import org.eclipse.debug.core.model.IMemoryBlock;
import org.eclipse.debug.core.model.IProcess;
import org.eclipse.debug.core.model.IThread;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;

/**
 * An inspected guest in the Debug view. It can be disconnected, which leaves the guest as it is; it can be terminated
 * only when we started it ourselves. Every getter answers from what is already known.
 */
public final class ZpciDebugTarget extends DebugElement implements IDebugTarget {

    private static final IThread[] NO_THREADS = {};

    private final ILaunch launch;
    private final GuestSession session;
    private final IProcess process;
    private final Consumer<SessionState> listener = this::stateChanged;
    private volatile String name;
    private volatile boolean disconnected;

    private ZpciDebugTarget(ILaunch launch, GuestSession session, IProcess process) {
        super(null);
        this.launch = launch;
        this.session = session;
        this.process = process;
        this.name = TargetName.of(session.address(), session.state());
    }

    /**
     * Adds a session to a launch.
     *
     * @param process the QEMU that we started for it, or null when the guest was there before
     */
    public static ZpciDebugTarget attach(ILaunch launch, GuestSession session, IProcess process) {
        ZpciDebugTarget target = new ZpciDebugTarget(launch, session, process);
        launch.addDebugTarget(target);
        target.fireCreationEvent();
        session.addListener(target.listener);
        target.stateChanged(session.state());
        return target;
    }

    /** Whether this Eclipse is attached to that address already, and so holds its monitor. */
    public static boolean isAttached(String address) {
        return Arrays.stream(DebugPlugin.getDefault().getLaunchManager().getDebugTargets())
                .anyMatch(target -> target instanceof ZpciDebugTarget ours
                        && !ours.isDisconnected()
                        && ours.session.address().toString().equals(address));
    }

    /** The session with the guest. */
    public GuestSession session() {
        return session;
    }

    /** Connects again after the link was lost; does not wait. */
    public CompletableFuture<SessionState> reconnect() {
        return session.reconnect();
    }

    private void stateChanged(SessionState state) {
        String now = TargetName.of(session.address(), state);
        if (!now.equals(name)) {
            name = now;
            fireChangeEvent(DebugEvent.STATE);
        }
    }

    /** The guest, its address and how the link stands. */
    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getModelIdentifier() {
        return DebugIds.MODEL;
    }

    @Override
    public IDebugTarget getDebugTarget() {
        return this;
    }

    @Override
    public ILaunch getLaunch() {
        return launch;
    }

    /** The QEMU that we started, null for a guest that was there before. */
    @Override
    public IProcess getProcess() {
        return process;
    }

    @Override
    public IThread[] getThreads() {
        return NO_THREADS;
    }

    @Override
    public boolean hasThreads() {
        return false;
    }

    @Override
    public boolean canDisconnect() {
        return !disconnected;
    }

    @Override
    public boolean isDisconnected() {
        return disconnected;
    }

    /** Ends the session and leaves the guest as it is; takes at most 2 s, whatever QEMU does. */
    @Override
    public void disconnect() {
        synchronized (this) {
            if (disconnected) {
                return;
            }
            disconnected = true;
        }
        session.removeListener(listener);
        session.close();
        name = TargetName.of(session.address(), session.state());
        fireTerminateEvent();
    }

    /** Only a guest that we started can be terminated: Eclipse terminates on exit whatever says that it can be. */
    @Override
    public boolean canTerminate() {
        return process != null && process.canTerminate();
    }

    @Override
    public boolean isTerminated() {
        return process != null && process.isTerminated();
    }

    @Override
    public void terminate() throws DebugException {
        if (process == null) {
            notSupported(Messages.ZpciDebugTarget_NotOurs, null);
        } else {
            process.terminate();
        }
    }

    @Override
    public boolean canResume() {
        return false;
    }

    @Override
    public boolean canSuspend() {
        return false;
    }

    @Override
    public boolean isSuspended() {
        return false;
    }

    @Override
    public void resume() throws DebugException {
        notSupported(Messages.ZpciDebugTarget_OnlyLooks, null);
    }

    @Override
    public void suspend() throws DebugException {
        notSupported(Messages.ZpciDebugTarget_OnlyLooks, null);
    }

    @Override
    public boolean supportsBreakpoint(IBreakpoint breakpoint) {
        return false;
    }

    @Override
    public void breakpointAdded(IBreakpoint breakpoint) {
        // There are no breakpoints of this model.
    }

    @Override
    public void breakpointRemoved(IBreakpoint breakpoint, IMarkerDelta delta) {
        // There are no breakpoints of this model.
    }

    @Override
    public void breakpointChanged(IBreakpoint breakpoint, IMarkerDelta delta) {
        // There are no breakpoints of this model.
    }

    @Override
    public boolean supportsStorageRetrieval() {
        return false;
    }

    @Override
    public IMemoryBlock getMemoryBlock(long start, long length) throws DebugException {
        notSupported(Messages.ZpciDebugTarget_NoMemory, null);
        return null;
    }

    /** Also the {@link GuestSession}, and the debug model, by which the platform opens the views that belong to it. */
    @Override
    public <T> T getAdapter(Class<T> adapter) {
        if (adapter == IDebugModelProvider.class) {
            IDebugModelProvider model = () -> new String[] {getModelIdentifier()};
            return adapter.cast(model);
        }
        return adapter == GuestSession.class ? adapter.cast(session) : super.getAdapter(adapter);
    }
}
