package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** The shapes of QMP messages (QEMU's docs/interop/qmp-spec). Nothing here trusts what arrived. */
@SuppressWarnings("nls")
final class QmpMessages {

    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_PACKAGE = 200;

    private QmpMessages() {}

    /** A text member, cut to a bounded length; empty when it is missing or something else. */
    static String text(JsonObject object, String member) {
        String text = object.get(member) instanceof JsonPrimitive value && value.isString() ? value.getAsString() : "";
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    /** The version that a greeting tells; empty when the message is not a greeting. */
    static Optional<QemuVersion> greeting(JsonObject message) {
        if (message.get("QMP") instanceof JsonObject qmp
                && qmp.get("version") instanceof JsonObject version
                && version.get("qemu") instanceof JsonObject qemu) {
            int major = number(qemu, "major");
            int minor = number(qemu, "minor");
            int micro = number(qemu, "micro");
            String packageName = text(version, "package");
            String name = packageName.substring(0, Math.min(packageName.length(), LONGEST_PACKAGE));
            if (major >= 0 && minor >= 0 && micro >= 0) {
                return Optional.of(new QemuVersion(major, minor, micro, name));
            }
        }
        return Optional.empty();
    }

    /** An event; empty when the message is not one. */
    static Optional<MonitorEvent> event(JsonObject message, Instant arrival) {
        String name = text(message, "event");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        JsonObject data = message.get("data") instanceof JsonObject given ? given : new JsonObject();
        return Optional.of(new MonitorEvent(name, data, time(message, arrival)));
    }

    /** QEMU writes -1 for both parts when it could not tell the time. */
    private static Instant time(JsonObject message, Instant arrival) {
        if (message.get("timestamp") instanceof JsonObject stamp) {
            long seconds = number(stamp.get("seconds"));
            long micros = number(stamp.get("microseconds"));
            if (seconds >= 0 && micros >= 0 && micros < 1_000_000) {
                try {
                    return Instant.ofEpochSecond(seconds, micros * 1000);
                } catch (DateTimeException e) {
                    return arrival;
                }
            }
        }
        return arrival;
    }

    private static int number(JsonObject object, String member) {
        long value = number(object.get(member));
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    /** A whole number of at least 0, or -1. */
    private static long number(JsonElement element) {
        try {
            return element instanceof JsonPrimitive value && value.isNumber()
                    ? Math.max(-1, value.getAsBigDecimal().longValueExact())
                    : -1;
        } catch (ArithmeticException | NumberFormatException e) {
            return -1;
        }
    }
}
