package org.zpcidebug.debug;

import org.eclipse.osgi.util.NLS;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.SessionState;

/** What a guest is called: by QEMU's -name, else by where its monitor is. */
final class GuestName {

    /** Names are anybody's text. */
    private static final int LONGEST = 40;

    private static final String CONTROLS = "[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\u2028\u2029]"; //$NON-NLS-1$
    private static final String CUT = "..."; //$NON-NLS-1$

    private GuestName() {}

    /** The name, on one line and short enough for a tree. */
    static String of(MonitorAddress address, SessionState state) {
        GuestSnapshot snapshot = state.snapshot();
        String name = snapshot == null ? "" : snapshot.guest().name().orElse(""); //$NON-NLS-1$ //$NON-NLS-2$
        String printable = name.replaceAll(CONTROLS, "?").strip(); //$NON-NLS-1$
        if (printable.isEmpty()) {
            return NLS.bind(Messages.GuestName_At, place(address));
        }
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST - CUT.length()) + CUT;
    }

    /** The end of a long path, which is where paths differ. */
    private static String place(MonitorAddress address) {
        if (address instanceof MonitorAddress.Tcp tcp) {
            return tcp.host() + ':' + tcp.port();
        }
        String path = ((MonitorAddress.Unix) address).path().toString();
        return path.length() <= LONGEST ? path : CUT + path.substring(path.length() - LONGEST + CUT.length());
    }
}
