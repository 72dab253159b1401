package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Optional;

/**
 * A character device as QEMU's command line describes it: {@code -chardev socket,id=...}, its JSON form, or the short
 * form {@code unix:PATH,...} and {@code tcp:HOST:PORT,...} of {@code -qmp} and {@code -monitor}.
 *
 * @param backend {@code socket}, or whatever else it is
 * @param option its keys: path, or host and port, or fd, and the flags
 */
@SuppressWarnings("nls")
record QemuChardev(String backend, QemuOption option) {

    private static final String SOCKET = "socket";
    private static final int MAX_NESTING = 8;

    /** The value of {@code -chardev}. */
    static QemuChardev parse(String text) {
        if (text.startsWith("{")) {
            return parseJson(text);
        }
        QemuOption option = QemuOption.parse(text, "backend");
        return new QemuChardev(option.get("backend").orElse(""), option);
    }

    /** The value of {@code -qmp} and {@code -monitor}, unless it names a character device. */
    static QemuChardev parseShort(String text) {
        if (text.startsWith("unix:")) {
            return new QemuChardev(SOCKET, QemuOption.parse(text.substring(5), "path"));
        }
        if (text.startsWith("tcp:")) {
            QemuOption option = QemuOption.parse(text.substring(4), "address");
            String address = option.get("address").orElse("");
            int colon = address.lastIndexOf(':');
            option.put("host", colon < 0 ? "" : address.substring(0, colon).replaceAll("[\\[\\]]", ""));
            option.put("port", address.substring(colon + 1));
            return new QemuChardev(SOCKET, option);
        }
        return new QemuChardev(text.split("[:,]", 2)[0], QemuOption.parse("", "rest"));
    }

    /** Flattens the object: what the keys are called tells them apart at whatever depth they stand. */
    private static QemuChardev parseJson(String text) {
        QemuOption option = QemuOption.parse("", "rest");
        try {
            if (JsonParser.parseString(text) instanceof JsonObject object) {
                flatten(object, option, 0);
            }
        } catch (JsonParseException e) {
            return new QemuChardev("", option);
        }
        String backend = option.get("backend").orElse("");
        return new QemuChardev(backend, option);
    }

    private static void flatten(JsonObject object, QemuOption option, int depth) {
        for (Map.Entry<String, JsonElement> member : object.entrySet()) {
            JsonElement value = member.getValue();
            if (value instanceof JsonPrimitive primitive) {
                boolean flag = primitive.isBoolean();
                String text = flag ? (primitive.getAsBoolean() ? "on" : "off") : primitive.getAsString();
                option.put(member.getKey(), text);
            } else if (value instanceof JsonObject inner && depth < MAX_NESTING) {
                if ("backend".equals(member.getKey()) && inner.get("type") instanceof JsonPrimitive type) {
                    option.put("backend", type.getAsString());
                }
                flatten(inner, option, depth + 1);
            }
        }
    }

    boolean isSocket() {
        return SOCKET.equals(backend);
    }

    Optional<String> id() {
        return option.get("id");
    }
}
