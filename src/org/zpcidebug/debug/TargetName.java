package org.zpcidebug.debug;

import org.eclipse.osgi.util.NLS;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.SessionState;

/** How a guest is called in the Debug view. */
final class TargetName {

    private TargetName() {}

    /**
     * The guest's name and how the link stands. Where the monitor is would not fit into the view: it is in the launch
     * configuration and above the functions.
     */
    static String of(MonitorAddress address, SessionState state) {
        String guest = GuestName.of(address, state);
        return state.link() == SessionState.Link.CLOSED ? guest : NLS.bind(Messages.TargetName, guest, link(state));
    }

    private static String link(SessionState state) {
        return switch (state.link()) {
            case CONNECTING -> Messages.TargetName_Connecting;
            case CONNECTED ->
                state.snapshot() == null
                        ? Messages.TargetName_Connecting
                        : state.snapshot().hypervisor().status().orElse(Messages.TargetName_Unknown);
            case SILENT -> Messages.TargetName_Silent;
            case LOST -> Messages.TargetName_Lost;
            case CLOSED -> ""; //$NON-NLS-1$
        };
    }
}
