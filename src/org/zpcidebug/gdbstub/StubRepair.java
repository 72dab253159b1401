package org.zpcidebug.gdbstub;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.gdbstub.StubException.Reason;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.MonitorAddress;

/**
 * Repairs a guest in which a debugger that is gone left breakpoints: QEMU keeps them, and stops the guest at them with
 * nobody there. Breakpoints themselves cannot be seen from outside; what can are a guest that stands at one, and a gdb
 * server without a client.
 */
@SuppressWarnings("nls")
public final class StubRepair {

    private static final Duration MONITOR = Duration.ofSeconds(5);

    /** The run state of a guest that a breakpoint stopped. */
    private static final String AT_BREAKPOINT = "debug";

    private static final Pattern UNIX = Pattern.compile("disconnected:unix:([^,]{1,200}).*");
    private static final Pattern TCP =
            Pattern.compile("disconnected:tcp:([^,:]{1,100}|\\[[0-9a-f:]+\\]):([0-9]{1,5}).*");

    private final DebuggingMonitor monitor;
    private final StubServer server;

    /** Of the guest behind that monitor, which stays the caller's. */
    public StubRepair(DebuggingMonitor monitor) {
        this.monitor = monitor;
        this.server = new StubServer(monitor, MONITOR);
    }

    /**
     * Whether a debugger may have left something behind: the guest stands at a breakpoint and no debugger is connected, or
     * a gdb server waits for one.
     */
    public boolean isNeeded() {
        Optional<String> present = server.present();
        boolean isFree = present.isEmpty() || server.isFree(present.get());
        return isFree && (present.isPresent() || server.status().equals(AT_BREAKPOINT));
    }

    /**
     * Takes breakpoints away, and lets a guest run that stands at one. Stops a running guest for some milliseconds. A gdb
     * server that waits for a debugger goes on waiting.
     *
     * @throws StubException when a debugger is connected, or QEMU does not answer
     */
    public void repair() {
        boolean runs = server.isGuestRunning() || server.status().equals(AT_BREAKPOINT);
        Optional<String> present = server.present();
        if (present.isPresent()) {
            StubClient.connect(address(present.get()), StubOptions.DEFAULT).leave(runs);
            return;
        }
        try (StubSession session = StubSession.open(monitor, StubOptions.DEFAULT)) {
            session.leaveRunning(runs);
        }
    }

    private static MonitorAddress address(String server) {
        Matcher unix = UNIX.matcher(server);
        if (unix.matches()) {
            return MonitorAddress.parse("unix:" + unix.group(1));
        }
        Matcher tcp = TCP.matcher(server);
        if (tcp.matches()) {
            return MonitorAddress.parse("tcp:" + local(tcp.group(1)) + ":" + tcp.group(2));
        }
        throw StubException.of(Reason.NOT_STARTED, "notStarted.other", server);
    }

    /** A server that listens on all addresses can be reached by the loopback one. */
    private static String local(String host) {
        try {
            return InetAddress.getByName(host).isAnyLocalAddress() ? "127.0.0.1" : host;
        } catch (UnknownHostException e) {
            return host;
        }
    }
}
