package org.zpcidebug.debug;

import org.eclipse.osgi.util.NLS;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.SessionState;

/** How a guest is called in the Debug view. */
final class TargetName {

    private TargetName() {}

    /** The guest's name, its address and how the link stands. */
    static String of(MonitorAddress address, SessionState state) {
        String guest = guest(state.snapshot());
        return state.link() == SessionState.Link.CLOSED
                ? NLS.bind(Messages.TargetName_Closed, guest, address)
                : NLS.bind(Messages.TargetName, new Object[] {guest, address, link(state)});
    }

    private static String guest(GuestSnapshot snapshot) {
        String name = snapshot == null ? "" : snapshot.guest().name().orElse(""); //$NON-NLS-1$ //$NON-NLS-2$
        return name.isEmpty() ? Messages.TargetName_Guest : name;
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
