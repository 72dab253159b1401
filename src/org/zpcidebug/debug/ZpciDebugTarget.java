package org.zpcidebug.debug;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.eclipse.debug.core.model.IMemoryBlockExtension;
import org.eclipse.debug.core.model.IMemoryBlockRetrievalExtension;
import org.eclipse.debug.core.model.IProcess;
import org.eclipse.debug.core.model.IThread;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.MemorySpace;
import org.zpcidebug.inspect.SessionState;

/**
 * An inspected guest in the Debug view. It can be disconnected, which leaves the guest as it is; it can be terminated
 * only when we started it ourselves. Every getter answers from what is already known.
 */
public final class ZpciDebugTarget extends DebugElement implements IDebugTarget, IMemoryBlockRetrievalExtension {

    private final ILaunch launch;
    private final GuestSession session;
    private final IProcess process;
    private final InterceptLog intercepts = new InterceptLog(Preferences.interceptRows());
    private final GuestControl control;
    private final Consumer<SessionState> listener = this::stateChanged;
    private final List<ZpciMemoryBlock> memory = new CopyOnWriteArrayList<>();
    private volatile String name;
    private volatile String standing = ""; //$NON-NLS-1$
    private volatile boolean disconnected;
    private volatile boolean reachable;
    private volatile boolean pauseAgreed;

    private ZpciDebugTarget(ILaunch launch, GuestSession session, IProcess process) {
        super(null);
        this.launch = launch;
        this.session = session;
        this.process = process;
        this.name = guestName();
        this.control = new GuestControl(this, session.intercepts(), intercepts);
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
        target.control.open();
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

    /** What happened at the guest's intercepts. */
    public InterceptLog intercepts() {
        return intercepts;
    }

    /** Lets the guest run until any CPU is about to execute a PCI instruction; the user is asked before the first stop. */
    public void runToNextIntercept() {
        control.runToNextIntercept();
    }

    /** Whether it makes sense to ask for the next intercept. */
    public boolean canRunToNextIntercept() {
        return control.isSuspended() || control.canSuspend();
    }

    /** Whether QEMU answers. */
    boolean isReachable() {
        return reachable;
    }

    /** Whether the link to QEMU has broken, so that only reconnecting tells anything again. */
    boolean isLost() {
        return session.state().link() == SessionState.Link.LOST;
    }

    /** Whether the user agreed that this guest is stopped. */
    boolean isPauseAgreed() {
        return pauseAgreed;
    }

    void agreeToPause() {
        pauseAgreed = true;
    }

    private void stateChanged(SessionState state) {
        boolean answered = reachable;
        reachable = state.link() == SessionState.Link.CONNECTED;
        if (reachable && !answered) {
            control.breakpoints().resend();
        }
        if (isLost()) {
            control.lost();
        } else if (state.snapshot() != null && state.snapshot().guest().cpus().isKnown()) {
            control.setCpus(state.snapshot().guest().cpus().value());
        }
        refreshMemory();
        if (rename()) {
            control.fireStanding();
        }
    }

    /** Takes notice of how the guest stands now; returns whether that is news. */
    boolean rename() {
        standing = disconnected
                ? "" //$NON-NLS-1$
                : TargetName.standing(session.state(), control.isDebugged(), control.isSuspended());
        String before = name;
        name = TargetName.of(session.address(), session.state(), standing);
        return !name.equals(before);
    }

    /** How the guest stands, in words. */
    String standing() {
        return standing;
    }

    /** The guest's name, without how it stands. */
    String guestName() {
        return GuestName.of(session.address(), session.state());
    }

    /** The guest, and how it or the link to it stands. */
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
        return control.threads();
    }

    @Override
    public boolean hasThreads() {
        return control.threads().length > 0;
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
        control.close();
        rename();
        // Ending the session may take a while, during which the view is not to show what is no longer so.
        fireChangeEvent(DebugEvent.CONTENT);
        session.close();
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
        return control.isSuspended();
    }

    @Override
    public boolean canSuspend() {
        return control.canSuspend();
    }

    @Override
    public boolean isSuspended() {
        return control.isSuspended();
    }

    @Override
    public void resume() {
        control.resume(null);
    }

    @Override
    public void suspend() {
        control.suspend();
    }

    @Override
    public boolean supportsBreakpoint(IBreakpoint breakpoint) {
        return breakpoint instanceof ZpciBreakpoint;
    }

    @Override
    public void breakpointAdded(IBreakpoint breakpoint) {
        control.breakpoints().schedule();
    }

    @Override
    public void breakpointRemoved(IBreakpoint breakpoint, IMarkerDelta delta) {
        control.breakpoints().schedule();
    }

    @Override
    public void breakpointChanged(IBreakpoint breakpoint, IMarkerDelta delta) {
        control.breakpoints().schedule();
    }

    @Override
    public boolean supportsStorageRetrieval() {
        return !disconnected;
    }

    @Override
    public IMemoryBlock getMemoryBlock(long start, long length) {
        return memory(MemoryPlace.absolute(start));
    }

    /** Memory at an address as the user wrote it, see {@link MemoryPlace}. */
    @Override
    public IMemoryBlockExtension getExtendedMemoryBlock(String expression, Object context) throws DebugException {
        Optional<MemoryPlace> place = MemoryPlace.parse(expression);
        if (place.isEmpty()) {
            requestFailed(NLS.bind(Messages.ZpciDebugTarget_NoAddress, expression), null);
        }
        return memory(place.orElseThrow());
    }

    /** Memory for the Memory view. */
    public ZpciMemoryBlock memory(MemoryPlace place) {
        ZpciMemoryBlock block = new ZpciMemoryBlock(this, place);
        memory.add(block);
        return block;
    }

    void forget(ZpciMemoryBlock block) {
        memory.remove(block);
    }

    /** What addresses at that place mean now. */
    MemorySpace space(MemoryPlace place) {
        return switch (place.kind()) {
            case ABSOLUTE -> new MemorySpace.Absolute();
            case VIRTUAL -> control.virtual();
            case DMA -> new MemorySpace.Dma(place.fid());
        };
    }

    void refreshMemory() {
        memory.forEach(ZpciMemoryBlock::refresh);
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
