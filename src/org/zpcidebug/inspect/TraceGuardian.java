package org.zpcidebug.inspect;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.zpcidebug.gdbstub.GuardianProcess;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.hypervisor.MonitorOptions;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.hypervisor.TracingMonitor;
import org.zpcidebug.memory.ScratchFolder;

/**
 * The process that switches trace events off when the one that switched them on was killed, and keeps their log small
 * meanwhile.
 */
@SuppressWarnings("nls")
final class TraceGuardian {

    /** As long as somebody else holds the monitor. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration MONITOR = Duration.ofSeconds(2);

    private final Path folder;
    private final MonitorAddress monitor;

    private TraceGuardian(Path folder, MonitorAddress monitor) {
        this.folder = folder;
        this.monitor = monitor;
    }

    /** Starts a guardian of a log. */
    static GuardianProcess start(Path folder, MonitorAddress monitor) throws IOException {
        return GuardianProcess.start(TraceGuardian.class, List.of(folder.toString(), monitor.toString()));
    }

    /** Arguments: the folder of the log, the monitor's address. */
    public static void main(String[] arguments) throws IOException {
        TraceGuardian guardian = new TraceGuardian(Path.of(arguments[0]), MonitorAddress.parse(arguments[1]));
        Thread watch = new Thread(guardian::keepSmall, "log");
        watch.setDaemon(true);
        watch.start();
        String word = new String(System.in.readAllBytes(), StandardCharsets.US_ASCII);
        if (!word.equals(GuardianProcess.DISMISSED)) {
            guardian.repair();
        }
    }

    /** Only a reader that hangs lets a file grow so far. */
    private void keepSmall() {
        while (true) {
            File[] files = folder.toFile().listFiles();
            for (File file : files == null ? new File[0] : files) {
                if (file.length() >= TraceLog.MOST_BYTES) {
                    empty(file);
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static void empty(File file) {
        try (RandomAccessFile open = new RandomAccessFile(file, "rw")) {
            open.setLength(0);
        } catch (IOException e) {
            // It is gone, which is as good.
            return;
        }
    }

    private void repair() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (Files.exists(folder) && !isRepaired() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        ScratchFolder.delete(folder);
    }

    private boolean isRepaired() {
        MonitorOptions options = new MonitorOptions(MONITOR, MONITOR, MONITOR, 4, 1 << 20);
        try (Monitor qmp = QmpMonitor.open(monitor, options).get(2 * MONITOR.toMillis(), TimeUnit.MILLISECONDS)) {
            new TraceSwitch(new TracingMonitor(qmp)).off();
            return true;
        } catch (ExecutionException e) {
            // Nobody listens any more: QEMU has ended.
            return MonitorException.of(e) instanceof MonitorException.Unreachable;
        } catch (MonitorException | SessionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
