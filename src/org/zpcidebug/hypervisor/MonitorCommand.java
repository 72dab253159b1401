package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.function.Function;

/**
 * A QMP command that knows the type of its reply.
 *
 * @param name the command's name, for instance {@code query-status}
 * @param arguments its arguments, empty when it has none
 * @param reply turns the {@code return} member into the typed reply; whatever it throws becomes
 *     {@link MonitorException.BadReply}
 */
@SuppressWarnings("nls")
public record MonitorCommand<T>(String name, JsonObject arguments, Function<JsonElement, T> reply) {

    /** A command without arguments. */
    public static <T> MonitorCommand<T> of(String name, Function<JsonElement, T> reply) {
        return new MonitorCommand<>(name, new JsonObject(), reply);
    }

    /** A human-monitor line, whose reply is text. */
    public static MonitorCommand<String> hmp(String line) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("command-line", line);
        return new MonitorCommand<>("human-monitor-command", arguments, JsonElement::getAsString);
    }
}
