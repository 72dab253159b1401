package org.zpcidebug.hypervisor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts what arrives into messages. A message is one JSON object; QEMU ends it with CR LF, but writes it over many lines
 * when its monitor was made with {@code pretty=on}, so the braces tell where it ends. Everything is bounded: a
 * message's length, how deep it nests and how many values it holds.
 */
@SuppressWarnings("nls")
final class MessageReader {

    /** The deepest reply known is a device tree some twenty levels deep. */
    static final int MAX_NESTING = 100;

    /** QEMU's description of its whole protocol has some thirty thousand values. */
    static final int MAX_VALUES = 500_000;

    private static final int INITIAL_BYTES = 16 << 10;

    /** A complete message. */
    record Message(JsonObject json, String text) {}

    /** What arrived is not a sequence of messages within the bounds. Nothing can be read after it. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;
        private final boolean tooLarge;
        private final String excerpt;

        UnreadableException(boolean tooLarge, String excerpt, Throwable cause) {
            super(excerpt, cause);
            this.tooLarge = tooLarge;
            this.excerpt = excerpt;
        }

        boolean isTooLarge() {
            return tooLarge;
        }

        /** The beginning of the message, escaped. */
        String excerpt() {
            return excerpt;
        }
    }

    private final int maxBytes;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int length;
    private int nesting;
    private int values;
    private boolean inString;
    private boolean escaped;

    MessageReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Takes all the bytes, and hands on each message that they complete. */
    void read(ByteBuffer bytes, Consumer<Message> messages) throws UnreadableException {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (length == 0 && isSpace(next)) {
                continue;
            }
            append(next, bytes);
            if (isComplete(next, bytes)) {
                Message message = parse();
                reset();
                messages.accept(message);
            }
        }
    }

    /** Whether the next byte can begin a message. */
    boolean isBetweenMessages() {
        return length == 0;
    }

    /** The beginning of the message that is not complete yet, escaped; empty between messages. */
    String partial() {
        return Excerpt.of(buffer, length);
    }

    private static boolean isSpace(byte value) {
        return value == ' ' || value == '\n' || value == '\r' || value == '\t';
    }

    private void append(byte next, ByteBuffer rest) throws UnreadableException {
        if (length == maxBytes) {
            throw new UnreadableException(true, partial(), null);
        }
        if (length == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(maxBytes, 2L * length));
        }
        if (length > 0 && next == '{' && !inString && buffer[length - 1] == '\n') {
            // A new message begins inside another: part of that one is missing.
            throw garbage(rest, null);
        }
        buffer[length++] = next;
    }

    /** Follows strings and braces, and tells whether the message ends with this byte. */
    private boolean isComplete(byte next, ByteBuffer rest) throws UnreadableException {
        if (inString) {
            inString(next, rest);
            return false;
        }
        switch (next) {
            case '"' -> inString = true;
            case ',' -> values++;
            case '{', '[' -> {
                nesting++;
                values++;
            }
            case '}', ']' -> nesting--;
            default -> {}
        }
        if (nesting > MAX_NESTING || buffer[0] != '{') {
            throw garbage(rest, null);
        }
        if (values > MAX_VALUES) {
            throw new UnreadableException(true, partial(), null);
        }
        return nesting == 0;
    }

    private void inString(byte next, ByteBuffer rest) throws UnreadableException {
        if (next >= 0 && next < ' ') {
            throw garbage(rest, null);
        }
        if (escaped) {
            escaped = false;
        } else if (next == '\\') {
            escaped = true;
        } else if (next == '"') {
            inString = false;
        }
    }

    private Message parse() throws UnreadableException {
        try {
            CharBuffer text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(buffer, 0, length));
            String message = text.toString();
            return new Message(object(message), message);
        } catch (JsonParseException | IOException e) {
            throw garbage(ByteBuffer.allocate(0), e);
        }
    }

    private static JsonObject object(String message) throws IOException {
        JsonReader reader = new JsonReader(new StringReader(message));
        reader.setStrictness(Strictness.STRICT);
        JsonElement element = JsonParser.parseReader(reader);
        if (reader.peek() != JsonToken.END_DOCUMENT || !element.isJsonObject()) {
            throw new JsonParseException("not one object");
        }
        return element.getAsJsonObject();
    }

    /** Garbage often comes as one line of text: shows more of it than the byte that gave it away. */
    private UnreadableException garbage(ByteBuffer rest, Throwable cause) {
        byte[] shown = Arrays.copyOf(buffer, length + Math.min(rest.remaining(), 100));
        rest.get(shown, length, shown.length - length);
        return new UnreadableException(false, Excerpt.of(shown, shown.length), cause);
    }

    private void reset() {
        if (buffer.length > INITIAL_BYTES) {
            buffer = new byte[INITIAL_BYTES];
        }
        length = 0;
        nesting = 0;
        values = 0;
    }
}
