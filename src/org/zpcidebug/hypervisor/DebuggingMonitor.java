package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A monitor for debugging: besides what only looks ({@link AllowList}) it starts and ends QEMU's gdb server on a socket
 * of ours, lets the guest stand or run, and has QEMU write
 * down the registers of its CPUs, which stops the guest for a moment. Everything else completes with {@link MonitorException.NotAllowed}. Nothing
 * that inspects has one; it is made when the user asks to stop the guest.
 */
@SuppressWarnings("nls")
public final class DebuggingMonitor extends GuardedMonitor {

    /** How the folders begin that are made for the socket of the gdb server. */
    public static final String STUB_FOLDER = "zpcidebug-stub-";

    private static final Set<String> COMMANDS = Set.of("stop", "cont");

    private static final String HUMAN = "human-monitor-command";

    /** A socket in such a folder, by a path without detours, or no server at all. */
    private static final Pattern GDB_SERVER =
            Pattern.compile("gdbserver (?:none|unix:(?:/(?!\\.\\.?/)[\\w.@+-]{1,100}){1,20}/" + STUB_FOLDER
                    + "[0-9]{1,20}/s,server=on,wait=off)");

    /** Wraps a monitor that sends whatever it is asked to; closing this closes that. */
    public DebuggingMonitor(Monitor monitor) {
        super(monitor);
    }

    @Override
    protected boolean isAllowed(MonitorCommand<?> command) {
        return allows(command);
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
        return stopsOrRuns || RegisterDump.isOne(command) || AllowList.allows(command);
    }
}
