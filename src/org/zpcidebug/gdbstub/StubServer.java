package org.zpcidebug.gdbstub;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.gdbstub.StubException.Reason;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.hypervisor.RunStatus;

/** QEMU's gdb server, started and ended through the monitor. Starting it does not stop the guest; connecting does. */
@SuppressWarnings("nls")
final class StubServer {

    /** How QEMU tells in query-chardev where its gdb server is. */
    private static final Pattern OURS = Pattern.compile("unix:(/\\S*/" + DebuggingMonitor.STUB_FOLDER + "[0-9]+/s)\\b");

    private static final String FREE = "disconnected:";
    private static final int MOST_CHARDEVS = 4096;

    private final Monitor monitor;
    private final Duration limit;

    StubServer(Monitor monitor, Duration limit) {
        this.monitor = monitor;
        this.limit = limit;
    }

    /** Whether the guest runs. */
    boolean isGuestRunning() {
        return get(RunStatus.query()).running();
    }

    /** QEMU's name of the run state. */
    String status() {
        return get(RunStatus.query()).status();
    }

    /** Whether nobody is connected to the gdb server that QEMU tells of. */
    boolean isFree(String present) {
        return present.startsWith(FREE);
    }

    /**
     * Checks that the gdb server which QEMU has is in nobody's use.
     *
     * @throws StubException when there is none, or another debugger is connected
     */
    void needFree() {
        String present = present().orElseThrow(() -> StubException.of(Reason.NOT_STARTED, "notStarted.none"));
        if (!isFree(present)) {
            throw StubException.of(Reason.NOT_STARTED, "notStarted.other", present);
        }
    }

    /** Starts a gdb server on that socket. One of ours that nobody uses any more makes room for it. */
    void start(StubSocket socket) {
        Optional<String> present = present();
        if (present.isPresent()) {
            boolean isLeftBehind =
                    isFree(present.get()) && OURS.matcher(present.get()).find();
            if (!isLeftBehind) {
                throw StubException.of(Reason.NOT_STARTED, "notStarted.other", present.get());
            }
            stop();
        }
        String said = get(MonitorCommand.hmp("gdbserver unix:" + socket.path() + ",server=on,wait=off"));
        if (!Files.exists(socket.path())) {
            throw StubException.of(Reason.NOT_STARTED, "notStarted", said.strip(), socket.folder());
        }
    }

    /** Ends the gdb server. Breakpoints stay, so they have to be gone before. */
    void stop() {
        get(MonitorCommand.hmp("gdbserver none"));
    }

    /** Ends the gdb server if it is the one on that socket. */
    void stop(StubSocket socket) {
        boolean isThis = present()
                .map(OURS::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).equals(socket.path().toString()))
                .orElse(false);
        if (isThis) {
            stop();
        }
    }

    /** What QEMU says of the gdb server that it has. */
    Optional<String> present() {
        return get(MonitorCommand.of("query-chardev", StubServer::gdbServer));
    }

    private static Optional<String> gdbServer(JsonElement reply) {
        int count = 0;
        for (JsonElement element : reply.getAsJsonArray()) {
            JsonObject device = element.getAsJsonObject();
            if (count++ < MOST_CHARDEVS && device.get("label").getAsString().equals("gdb")) {
                return Optional.of(device.get("filename").getAsString());
            }
        }
        return Optional.empty();
    }

    private <T> T get(MonitorCommand<T> command) {
        CompletableFuture<T> reply = monitor.execute(command, limit);
        try {
            return reply.get(limit.toMillis() + 500, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            MonitorException cause = MonitorException.of(e);
            String why = cause == null ? e.toString() : cause.getMessage();
            throw StubException.caused(Reason.NOT_STARTED, e, "notStarted.monitor", why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StubException.caused(Reason.CLOSED, e, "interrupted");
        }
    }
}
