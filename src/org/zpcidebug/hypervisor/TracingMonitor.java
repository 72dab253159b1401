package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A monitor for counting interruptions by QEMU's trace events: besides what only looks ({@link AllowList}) it asks for
 * the state of those events, switches them, and has QEMU write its log to a file of ours or back to its standard error
 * output. Nothing that inspects has one; it is made when the user asks for exact counts.
 */
@SuppressWarnings("nls")
public final class TracingMonitor extends GuardedMonitor {

    /** How the folders begin that are made for the log. */
    public static final String LOG_FOLDER = "zpcidebug-trace-";

    private static final String HUMAN = "human-monitor-command";
    private static final String SWITCH = "trace-event-set-state";
    private static final String STATE = "trace-event-get-state";
    private static final Set<String> EVENTS =
            Set.of(AdapterEvent.INTERRUPTION, AdapterEvent.MODE, AdapterEvent.SUPPRESSED, MessageEvent.MESSAGE);

    /** A log in such a folder, by a path without detours; or nowhere, or where QEMU's errors go. */
    private static final Pattern LOG =
            Pattern.compile("logfile (?:/dev/null|/dev/stderr|(?:/(?!\\.\\.?/)[\\w.@:+-]{1,255}){1,20}/"
                    + Pattern.quote(LOG_FOLDER) + "[0-9]{1,10}-[0-9]{1,20}/log[01])");

    /** Wraps a monitor that sends whatever it is asked to; closing this closes that. */
    public TracingMonitor(Monitor monitor) {
        super(monitor);
    }

    @Override
    protected boolean isAllowed(MonitorCommand<?> command) {
        return allows(command);
    }

    /** Whether tracing may send that command with these arguments. */
    static boolean allows(MonitorCommand<?> command) {
        JsonObject arguments = command.arguments();
        return switch (command.name()) {
            case STATE -> arguments.keySet().equals(Set.of("name")) && isEvent(arguments.get("name"));
            case SWITCH ->
                arguments.keySet().equals(Set.of("name", "enable"))
                        && isEvent(arguments.get("name"))
                        && arguments.get("enable") instanceof JsonPrimitive enable
                        && enable.isBoolean();
            case HUMAN -> isLog(arguments) || AllowList.allows(command);
            default -> AllowList.allows(command);
        };
    }

    private static boolean isEvent(JsonElement name) {
        return name instanceof JsonPrimitive text && text.isString() && EVENTS.contains(text.getAsString());
    }

    private static boolean isLog(JsonObject arguments) {
        return arguments.keySet().equals(Set.of("command-line"))
                && arguments.get("command-line") instanceof JsonPrimitive line
                && line.isString()
                && LOG.matcher(line.getAsString()).matches();
    }
}
