package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/**
 * A monitor for debugging: besides what only looks ({@link AllowList}) it starts and ends QEMU's gdb server on a socket
 * of ours, and lets the guest stand or run. Everything else completes with {@link MonitorException.NotAllowed}. Nothing
 * that inspects has one; it is made when the user asks to stop the guest.
 */
@SuppressWarnings("nls")
public final class DebuggingMonitor implements Monitor {

    /** How the folders begin that are made for the socket of the gdb server. */
    public static final String STUB_FOLDER = "zpcidebug-stub-";

    private static final Set<String> COMMANDS = Set.of("stop", "cont");

    private static final String HUMAN = "human-monitor-command";

    /** A socket in such a folder, by a path without detours, or no server at all. */
    private static final Pattern GDB_SERVER =
            Pattern.compile("gdbserver (?:none|unix:(?:/(?!\\.\\.?/)[\\w.@+-]{1,100}){1,20}/" + STUB_FOLDER
                    + "[0-9]{1,20}/s,server=on,wait=off)");

    private final Monitor monitor;

    /** Wraps a monitor that sends whatever it is asked to; closing this closes that. */
    public DebuggingMonitor(Monitor monitor) {
        this.monitor = monitor;
    }

    /** Whether debugging may send that command with these arguments. */
    static boolean allows(MonitorCommand<?> command) {
        if (command.name().equals(HUMAN) && command.arguments().keySet().equals(Set.of("command-line"))) {
            JsonElement line = command.arguments().get("command-line");
            if (line instanceof JsonPrimitive text
                    && text.isString()
                    && GDB_SERVER.matcher(text.getAsString()).matches()) {
                return true;
            }
        }
        boolean stopsOrRuns =
                COMMANDS.contains(command.name()) && command.arguments().isEmpty();
        return stopsOrRuns || AllowList.allows(command);
    }

    @Override
    public MonitorAddress address() {
        return monitor.address();
    }

    @Override
    public QemuVersion version() {
        return monitor.version();
    }

    @Override
    public <T> CompletableFuture<T> execute(MonitorCommand<T> command) {
        MonitorCommand<T> copy = copy(command);
        return allows(copy) ? monitor.execute(copy) : refused(copy);
    }

    @Override
    public <T> CompletableFuture<T> execute(MonitorCommand<T> command, Duration deadline) {
        MonitorCommand<T> copy = copy(command);
        return allows(copy) ? monitor.execute(copy, deadline) : refused(copy);
    }

    /** What is checked is what is sent. */
    private static <T> MonitorCommand<T> copy(MonitorCommand<T> command) {
        return new MonitorCommand<>(command.name(), command.arguments().deepCopy(), command.reply());
    }

    private static <T> CompletableFuture<T> refused(MonitorCommand<T> command) {
        return CompletableFuture.failedFuture(MonitorException.NotAllowed.unknown(command.name()));
    }

    @Override
    public EventQueue events(int capacity) {
        return monitor.events(capacity);
    }

    @Override
    public List<TrafficEntry> history() {
        return monitor.history();
    }

    @Override
    public CompletableFuture<Void> closed() {
        return monitor.closed();
    }

    @Override
    public void close() {
        monitor.close();
    }
}
