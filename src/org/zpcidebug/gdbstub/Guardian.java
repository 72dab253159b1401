package org.zpcidebug.gdbstub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
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

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration MONITOR = Duration.ofSeconds(2);

    private final GuardedGuest guest;
    private final Optional<Borrowed> borrowed;

    private Guardian(GuardedGuest guest, Optional<Borrowed> borrowed) {
        this.guest = guest;
        this.borrowed = borrowed;
    }

    /** What there is to guard comes on standard input, line by line: see {@link GuardianProcess}. */
    public static void main(String[] arguments) throws IOException {
        Thread warm = new Thread(Guardian::warm, "warm");
        warm.setDaemon(true);
        warm.setPriority(Thread.MIN_PRIORITY);
        warm.start();
        // While this blocks, all is well: the end comes with the debugger's end.
        String guarded = "";
        String borrowed = "";
        String lowcore = "";
        String last = "";
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            guarded = line.startsWith(GuardedGuest.WORD) ? line : guarded;
            boolean isLowcore = line.startsWith(Borrowed.LOWCORE);
            lowcore = isLowcore ? line : "";
            borrowed = isLowcore ? borrowed : line;
            last = line;
        }
        Optional<GuardedGuest> guest = GuardedGuest.parse(guarded);
        if (guest.isPresent() && !last.equals(GuardianProcess.DISMISSED.strip())) {
            new Guardian(guest.get(), Borrowed.parse(borrowed, lowcore)).repair();
        }
    }

    /** Loads beforehand what a repair needs, so that it is quick. */
    private static void warm() {
        StubSocket nowhere = new StubSocket(Path.of(System.getProperty("java.io.tmpdir"), "zpcidebug-nowhere"));
        try {
            StubClient.connect(nowhere.address(), StubOptions.HASTY).close();
        } catch (StubException expected) {
            // Nobody listens there.
            new Guardian(
                            new GuardedGuest(Optional.of(nowhere), nowhere.address(), true, nowhere.address()),
                            Optional.empty())
                    .endServer(nowhere);
        }
    }

    private void repair() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isRepaired() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (guest.socket().isPresent()) {
            endServer(guest.socket().get());
            guest.socket().get().delete();
        }
    }

    /** Whether there is nothing more to do. */
    private boolean isRepaired() {
        if (guest.isGone()) {
            return true;
        }
        try {
            StubClient client = StubClient.connect(guest.server(), StubOptions.HASTY);
            borrowed.ifPresent(cpu -> cpu.giveBack(client));
            client.leave(guest.foundRunning());
            return true;
        } catch (StubException e) {
            // Nobody listens any more: QEMU has ended, or has given its gdb server up.
            return e.reason() == Reason.UNREACHABLE && e.getCause() != null;
        }
    }

    /** Ends the gdb server, if the monitor can be had: the debugger that held it is gone. */
    private void endServer(StubSocket socket) {
        MonitorOptions options = new MonitorOptions(MONITOR, MONITOR, MONITOR, 4, 1 << 20);
        try (Monitor qmp =
                        QmpMonitor.open(guest.monitor(), options).get(2 * MONITOR.toMillis(), TimeUnit.MILLISECONDS);
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
