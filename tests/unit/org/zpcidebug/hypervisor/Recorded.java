package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Replies that real QEMUs gave, by version. */
final class Recorded {

    private Recorded() {}

    /** The text of a file below {@code replies}. */
    static String text(String name) {
        try (InputStream file = Recorded.class.getResourceAsStream("replies/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a command makes of the recorded reply of that QEMU. */
    static <T> T reply(MonitorCommand<T> command, String version) {
        return read(command, text(version + "/" + command.name() + ".json"));
    }

    /** What a command makes of a reply. */
    static <T> T read(MonitorCommand<T> command, String json) {
        JsonElement reply = JsonParser.parseString(json);
        return command.reply().apply(reply);
    }
}
