package org.zpcidebug.ui.views;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.GuestSystem;
import org.zpcidebug.inspect.SessionState;

/** The words above the table. */
final class HeaderText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss"); //$NON-NLS-1$

    private static final String LINE = "\n"; //$NON-NLS-1$

    /** QEMU's name of the run state of a guest that a gdb server stopped. */
    private static final String AT_BREAKPOINT = "debug"; //$NON-NLS-1$

    private HeaderText() {}

    /** Which guest this is and how it is. */
    static String guest(MonitorAddress address, SessionState state) {
        GuestSnapshot snapshot = state.snapshot();
        if (snapshot == null) {
            return NLS.bind(Messages.Header_NoSnapshot, address);
        }
        GuestSnapshot.Hypervisor hypervisor = snapshot.hypervisor();
        return NLS.bind(Messages.Header_Guest, new Object[] {
            name(address, snapshot),
            hypervisor.version().number(),
            hypervisor.accelerator().map(HeaderText::accelerator).orElse(Messages.Header_NoAccelerator),
            runState(state),
            system(snapshot.guest().system())
        });
    }

    /** What runs in the guest, and how it is looked at. */
    private static String system(GuestSystem system) {
        return switch (system.state()) {
            case LINUX -> linux(system);
            case BOOTING -> Messages.Header_Booting;
            case OTHER -> Messages.Header_NoLinux;
            case READING -> Messages.Header_Reading;
            case UNREADABLE -> Messages.Header_Unreadable;
        };
    }

    private static String linux(GuestSystem system) {
        GuestSystem.Kernel kernel = system.kernel().value();
        return NLS.bind(Messages.Header_Linux, new Object[] {
            kernel.release(),
            name(kernel.symbols()),
            name(kernel.types()),
            system.memory().map(memory -> memory.access().id()).orElse("") //$NON-NLS-1$
        });
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where the guest is, and all about the way into its memory. */
    static String toolTip(MonitorAddress address, SessionState state) {
        if (state.snapshot() == null) {
            return address.toString();
        }
        GuestSystem system = state.snapshot().guest().system();
        StringBuilder lines = new StringBuilder(address.toString());
        lines.append(LINE).append(system.words());
        if (system.memory().isKnown()) {
            lines.append(LINE).append(system.memory().value().detail());
            system.memory().value().refusals().forEach(refusal -> lines.append(LINE)
                    .append(NLS.bind(Messages.Header_Refusal, refusal)));
        }
        return lines.toString();
    }

    private static String name(MonitorAddress address, GuestSnapshot snapshot) {
        String name = snapshot.guest().name().orElse(""); //$NON-NLS-1$
        return name.isEmpty() ? NLS.bind(Messages.Header_Unnamed, address) : name;
    }

    /** When it was seen last. */
    static String updated(SessionState state) {
        if (state.snapshot() == null) {
            return ""; //$NON-NLS-1$
        }
        String time = TIME.format(local(state.snapshot().taken()));
        return NLS.bind(state.isStale() ? Messages.Header_Stale : Messages.Header_Updated, time);
    }

    /** What is wrong and what to do; empty while all is well. */
    static String problem(SessionState state) {
        if (state.problem() != null) {
            return state.problem();
        }
        return switch (state.link()) {
            case CONNECTED, CLOSED -> notices(state.snapshot());
            case CONNECTING -> Messages.Header_Connecting;
            case SILENT -> Messages.Header_Silent;
            case LOST -> Messages.Header_Lost;
        };
    }

    private static String notices(GuestSnapshot snapshot) {
        return snapshot == null || snapshot.functions().isEmpty()
                ? "" //$NON-NLS-1$
                : String.join(" ", snapshot.notices()); //$NON-NLS-1$
    }

    private static String accelerator(GuestSnapshot.Accelerator accelerator) {
        return switch (accelerator) {
            case TCG -> Messages.Header_Tcg;
            case KVM -> Messages.Header_Kvm;
        };
    }

    private static String runState(SessionState state) {
        return switch (state.link()) {
            case SILENT -> Messages.Header_StateSilent;
            case LOST -> Messages.Header_StateLost;
            case CONNECTING -> Messages.Header_StateConnecting;
            case CLOSED -> Messages.Header_StateClosed;
            case CONNECTED -> status(state.snapshot());
        };
    }

    private static String status(GuestSnapshot snapshot) {
        String status = snapshot.hypervisor().status().orElse(Messages.Header_NoStatus);
        return status.equals(AT_BREAKPOINT) ? Messages.Header_Debug : status;
    }

    private static ZonedDateTime local(Instant instant) {
        return instant.atZone(ZoneId.systemDefault());
    }
}
