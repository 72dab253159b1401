package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;

/** The commands on QEMU's trace events and its log. */
@SuppressWarnings("nls")
public final class TraceCommands {

    private TraceCommands() {}

    /** How a trace event stands. */
    public enum EventState {
        /** It writes nothing. */
        DISABLED,
        /** It writes to the log. */
        ENABLED,
        /** This QEMU was built without it, or does not know it. */
        UNAVAILABLE
    }

    /** Asks how an event stands; QEMU refuses when it does not know it. */
    public static MonitorCommand<EventState> state(String event) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("name", event);
        return new MonitorCommand<>("trace-event-get-state", arguments, TraceCommands::state);
    }

    private static EventState state(JsonElement reply) {
        String state =
                reply.getAsJsonArray().get(0).getAsJsonObject().get("state").getAsString();
        return switch (state) {
            case "disabled" -> EventState.DISABLED;
            case "enabled" -> EventState.ENABLED;
            default -> EventState.UNAVAILABLE;
        };
    }

    /** Switches an event on or off. */
    public static MonitorCommand<Boolean> enable(String event, boolean on) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("name", event);
        arguments.addProperty("enable", on);
        return new MonitorCommand<>("trace-event-set-state", arguments, reply -> true);
    }

    /** Has QEMU write its log there; the reply is empty unless it cannot. */
    public static MonitorCommand<String> log(Path file) {
        return MonitorCommand.hmp("logfile " + file);
    }
}
