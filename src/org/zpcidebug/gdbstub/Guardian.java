package org.zpcidebug.gdbstub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.zpcidebug.gdbstub.StubException.Reason;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.hypervisor.MonitorOptions;
import org.zpcidebug.hypervisor.QmpMonitor;

/**
 * The process that repairs a guest whose debugger was killed. QEMU keeps breakpoints whose debugger has vanished, and
 * stops the guest at them with nobody there; connecting once more takes them away.
 */
@SuppressWarnings("nls")
final class Guardian {

    /** A QEMU that is stopped itself (SIGSTOP) is waited for. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration MONITOR = Duration.ofSeconds(2);

    private final StubSocket socket;
    private final boolean foundRunning;
    private final MonitorAddress monitor;
    private final Optional<Borrowed> borrowed;

    private Guardian(StubSocket socket, boolean foundRunning, MonitorAddress monitor, Optional<Borrowed> borrowed) {
        this.socket = socket;
        this.foundRunning = foundRunning;
        this.monitor = monitor;
        this.borrowed = borrowed;
    }

    /** Arguments: the socket's folder, whether the guest ran when it was found, the monitor's address. */
    public static void main(String[] arguments) throws IOException {
        StubSocket nowhere = new StubSocket(Path.of(arguments[0], "none"));
        Thread warm = new Thread(() -> warm(nowhere), "warm");
        warm.setDaemon(true);
        warm.setPriority(Thread.MIN_PRIORITY);
        warm.start();
        // While this blocks, all is well: the end comes with the debugger's end.
        String last = "";
        Optional<Borrowed> borrowed = Optional.empty();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            last = line;
            borrowed = Borrowed.parse(line);
        }
        if (!last.equals(GuardianProcess.DISMISSED.strip())) {
            StubSocket socket = new StubSocket(Path.of(arguments[0]));
            MonitorAddress monitor = MonitorAddress.parse(arguments[2]);
            new Guardian(socket, Boolean.parseBoolean(arguments[1]), monitor, borrowed).repair();
        }
    }

    /** Loads beforehand what a repair needs, so that it is quick. */
    private static void warm(StubSocket nowhere) {
        try {
            StubClient.connect(nowhere.address(), StubOptions.HASTY).close();
        } catch (StubException expected) {
            // Nobody listens there.
            new Guardian(nowhere, true, nowhere.address(), Optional.empty()).endServer();
        }
    }

    private void repair() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isRepaired() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        endServer();
        socket.delete();
    }

    /** Whether there is nothing more to do. */
    private boolean isRepaired() {
        if (!Files.exists(socket.path())) {
            return true;
        }
        try {
            StubClient client = StubClient.connect(socket.address(), StubOptions.HASTY);
            borrowed.ifPresent(cpu -> cpu.giveBack(client));
            client.leave(foundRunning);
            return true;
        } catch (StubException e) {
            // Nobody listens any more: QEMU has ended, or has given its gdb server up.
            return e.reason() == Reason.UNREACHABLE && e.getCause() != null;
        }
    }

    /** Ends the gdb server, if the monitor can be had: the debugger that held it is gone. */
    private void endServer() {
        MonitorOptions options = new MonitorOptions(MONITOR, MONITOR, MONITOR, 4, 1 << 20);
        try (Monitor qmp = QmpMonitor.open(monitor, options).get(2 * MONITOR.toMillis(), TimeUnit.MILLISECONDS);
                DebuggingMonitor debugging = new DebuggingMonitor(qmp)) {
            new StubServer(debugging, MONITOR).stop(socket);
        } catch (StubException | MonitorException | ExecutionException | TimeoutException e) {
            // The guest is well; a server that nobody can reach does no harm.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
