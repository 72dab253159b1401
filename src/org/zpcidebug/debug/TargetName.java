package org.zpcidebug.debug;

import org.eclipse.osgi.util.NLS;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.SessionState;

/** How a guest is called in the Debug view. */
final class TargetName {

    /** QEMU's name of the run state of a guest that a gdb server stopped. */
    private static final String AT_BREAKPOINT = "debug"; //$NON-NLS-1$

    private TargetName() {}

    /**
     * The guest's name and how it stands. Where the monitor is would not fit into the view: it is in the launch
     * configuration and above the functions.
     */
    static String of(MonitorAddress address, SessionState state, String standing) {
        String guest = GuestName.of(address, state);
        return standing.isEmpty() ? guest : NLS.bind(Messages.TargetName, guest, standing);
    }

    /**
     * How the guest stands, or the link to it; empty text when the session has ended.
     *
     * @param debugged whether we are connected to its gdb server: then QEMU's run state is only that of the last look
     * @param suspended whether we hold it
     */
    static String standing(SessionState state, boolean debugged, boolean suspended) {
        return switch (state.link()) {
            case CONNECTING -> Messages.TargetName_Connecting;
            case CONNECTED -> debugged ? ours(suspended) : runState(state);
            case SILENT -> Messages.TargetName_Silent;
            case LOST -> Messages.TargetName_Lost;
            case CLOSED -> ""; //$NON-NLS-1$
        };
    }

    private static String ours(boolean suspended) {
        return suspended ? Messages.TargetName_Suspended : Messages.TargetName_Running;
    }

    private static String runState(SessionState state) {
        if (state.snapshot() == null) {
            return Messages.TargetName_Connecting;
        }
        String status = state.snapshot().hypervisor().status().orElse(Messages.TargetName_Unknown);
        return status.equals(AT_BREAKPOINT) ? Messages.TargetName_Debug : status;
    }
}
