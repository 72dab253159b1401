package org.zpcidebug.hypervisor;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * An event without data, in the very words in which QEMU writes it: {@code {"timestamp": {"seconds": 1, "microseconds":
 * 2}, "event": "STOP"}} (qapi/qmp-event.c). While a debugger is at work these come by the thousand a second, too many for
 * a parser of all that JSON allows.
 *
 * @param text the whole message
 */
@SuppressWarnings("nls")
record Announcement(MonitorEvent event, String text) {

    private static final byte[] SECONDS = "{\"timestamp\": {\"seconds\": ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MICROS = ", \"microseconds\": ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EVENT = "}, \"event\": \"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\"}\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_SECONDS = 12;
    private static final int MOST_MICROS = 6;
    private static final int LONGEST_NAME = 100;
    private static final int NANOS = 1000;

    /** Takes one from the beginning of these bytes; null when there begins anything else, which is left there. */
    static Announcement take(ByteBuffer bytes) {
        Cursor cursor = new Cursor(bytes);
        if (!cursor.passes(SECONDS)) {
            return null;
        }
        long seconds = cursor.number(MOST_SECONDS);
        if (seconds < 0 || !cursor.passes(MICROS)) {
            return null;
        }
        long micros = cursor.number(MOST_MICROS);
        if (micros < 0 || !cursor.passes(EVENT)) {
            return null;
        }
        String name = cursor.name();
        if (name.isEmpty() || !cursor.passes(END)) {
            return null;
        }
        String text = cursor.text(bytes.position(), cursor.at - (END.length - 2));
        bytes.position(cursor.at);
        return new Announcement(
                new MonitorEvent(name, new JsonObject(), Instant.ofEpochSecond(seconds, micros * NANOS)), text);
    }

    private static final class Cursor {

        private final ByteBuffer bytes;
        private int at;

        Cursor(ByteBuffer bytes) {
            this.bytes = bytes;
            this.at = bytes.position();
        }

        boolean passes(byte[] words) {
            if (bytes.limit() - at < words.length) {
                return false;
            }
            for (byte next : words) {
                if (bytes.get(at++) != next) {
                    return false;
                }
            }
            return true;
        }

        /** A number of at most that many digits, as JSON writes it; -1 when there is none. */
        long number(int most) {
            int start = at;
            long number = 0;
            while (at < bytes.limit() && at - start < most && isDigit(bytes.get(at))) {
                number = number * 10 + bytes.get(at++) - '0';
            }
            boolean hasLeadingZero = at - start > 1 && bytes.get(start) == '0';
            return at == start || hasLeadingZero ? -1 : number;
        }

        /** A name of an event; empty when there is none. */
        String name() {
            int start = at;
            while (at < bytes.limit() && at - start < LONGEST_NAME && isOfName(bytes.get(at))) {
                at++;
            }
            return text(start, at);
        }

        private static boolean isDigit(byte value) {
            return value >= '0' && value <= '9';
        }

        private static boolean isOfName(byte value) {
            return value >= 'A' && value <= 'Z' || value == '_' || isDigit(value);
        }

        String text(int from, int to) {
            byte[] part = new byte[to - from];
            bytes.get(from, part);
            return new String(part, StandardCharsets.US_ASCII);
        }
    }
}
