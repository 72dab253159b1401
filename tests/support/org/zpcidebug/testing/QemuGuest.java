package org.zpcidebug.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.MonitorOptions;
import org.zpcidebug.hypervisor.QmpMonitor;

/**
 * A QEMU process with a monitor socket and a console file in a directory of its own. It ends when it is closed, when
 * the JVM exits, and also when the JVM is killed; nothing else is ended, and the directory is removed.
 */
public final class QemuGuest implements AutoCloseable {

    /**
     * Becomes its arguments. Its standard input is a pipe from the JVM: when that closes, because the JVM is gone
     * however it went, the process is ended, unless it is no longer the parent of the one that watches.
     */
    private static final String ENDS_WITH_THE_JVM = "exec 3<&0 </dev/null; "
            + "{ read -r line <&3; read -r pid name state parent rest </proc/self/stat; "
            + "[ \"$parent\" != \"$$\" ] || { kill \"$$\"; kill -CONT \"$$\"; }; } & "
            + "exec 3<&-; exec \"$@\"";

    private static final Duration START = Duration.ofSeconds(60);
    private static final MonitorOptions PATIENT = new MonitorOptions(START, START, START, 1, 1 << 20);
    private static final Duration ORDERLY_END = Duration.ofSeconds(3);
    private static final Set<QemuGuest> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(QemuGuest::close), "end guests"));
    }

    private final GuestDirectory directory;
    private final Process process;
    private boolean paused;

    private QemuGuest(GuestDirectory directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Where a command line has to put its sockets and output. */
    public record Files(Path directory, Path monitor, Path console) {}

    /**
     * Starts a process and waits until its monitor greets.
     *
     * @param command makes the command line; what it starts has to listen on the monitor path, as QEMU's process itself
     *     (a script has to exec)
     */
    public static QemuGuest start(Function<Files, List<String>> command) {
        try {
            GuestDirectory directory = GuestDirectory.create();
            QemuGuest guest = new QemuGuest(directory, launch(directory, command));
            RUNNING.add(guest);
            try {
                Eventually.passes(START, guest::checkMonitor);
            } catch (AssertionError | RuntimeException e) {
                guest.close();
                throw e;
            }
            return guest;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Process launch(GuestDirectory directory, Function<Files, List<String>> command) throws IOException {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", ENDS_WITH_THE_JVM, "guest"));
        words.addAll(command.apply(new Files(directory.path(), directory.monitor(), directory.console())));
        return new ProcessBuilder(words)
                .directory(directory.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.log().toFile())
                .start();
    }

    private void checkMonitor() {
        checkRunning();
        MonitorGreeting.check(directory.monitor());
    }

    /** Fails, for good, when QEMU has ended. */
    void checkRunning() {
        if (!process.isAlive()) {
            throw new IllegalStateException("QEMU ended with status " + process.exitValue() + ": " + log());
        }
    }

    /** Stops the guest, and its clock with it, until {@link #resume}; nobody may be connected to its monitor. */
    void pause() {
        if (!paused && isAlive()) {
            execute("stop");
            paused = true;
        }
    }

    /** Lets the guest go on after {@link #pause}. */
    void resume() {
        if (paused) {
            execute("cont");
            paused = false;
        }
    }

    private void execute(String command) {
        try (Monitor monitor = QmpMonitor.open(new MonitorAddress.Unix(monitorPath()), PATIENT)
                .get(START.toSeconds(), TimeUnit.SECONDS)) {
            monitor.execute(MonitorCommand.of(command, reply -> reply)).get(START.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(command + ": a test has left a client of the monitor behind", e);
        }
    }

    /** Whether QEMU runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process id of QEMU. */
    public long pid() {
        return process.pid();
    }

    /** The process of QEMU, for tests that stop or end it. */
    public Process process() {
        return process;
    }

    /** The monitor (QMP) socket. Only its owner can connect; QEMU serves one client at a time. */
    public Path monitorPath() {
        return directory.monitor();
    }

    /** Owner-only and removed at the end: a place for further sockets of this guest. */
    public Path directory() {
        return directory.path();
    }

    /** The file that the guest's console is written to. */
    public Path consolePath() {
        return directory.console();
    }

    /** What the guest has printed. */
    public String consoleText() {
        return GuestDirectory.text(directory.console());
    }

    /** What QEMU has printed. */
    public String log() {
        return GuestDirectory.text(directory.log());
    }

    @Override
    public void close() {
        if (!RUNNING.remove(this)) {
            return;
        }
        boolean interrupted = false;
        process.destroy();
        try {
            if (!process.waitFor(ORDERLY_END.toMillis(), TimeUnit.MILLISECONDS)) {
                // A stopped process (SIGSTOP) takes nothing else.
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            interrupted = true;
        }
        directory.delete();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
