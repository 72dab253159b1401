package org.zpcidebug.gdbstub;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Takes packets of the remote serial protocol out of a stream of bytes: escapes and repetitions expanded, the checksum
 * checked, acknowledgements and what else stands between packets left out. Whatever arrives, a packet has a bound.
 */
@SuppressWarnings("nls")
final class PacketReader {

    private static final int BEGIN = '$';
    private static final int NOTIFICATION = '%';
    private static final int END = '#';
    private static final int ESCAPE = '}';
    private static final int ESCAPED = 0x20;
    private static final int REPEAT = '*';
    private static final int REFUSED = '-';
    /** A count is sent as a printable character: 29 stands for none. */
    private static final int NO_REPEATS = 29;

    private static final int LAST_PRINTABLE = 126;

    private enum State {
        BETWEEN,
        PAYLOAD,
        AFTER_ESCAPE,
        AFTER_REPEAT,
        FIRST_DIGIT,
        SECOND_DIGIT
    }

    /** What arrives cannot be read as packets; nothing after it can. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String key) {
            super(key);
        }
    }

    private final int most;
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream(1024);
    private State state = State.BETWEEN;
    private boolean isNotification;
    /** Before the first packet a refusal is about what a debugger before us had begun to send. */
    private boolean hasAnswered;

    private int last = -1;
    private int sum;
    private int checksum;

    /** @param most the longest payload that is accepted, in bytes after expansion */
    PacketReader(int most) {
        this.most = most;
    }

    /**
     * Takes what there is, and hands over each packet's payload.
     *
     * @throws UnreadableException whose message is the key of a text
     */
    void read(ByteBuffer bytes, Consumer<byte[]> packets) throws UnreadableException {
        while (bytes.hasRemaining()) {
            take(bytes.get() & 0xff, packets);
        }
    }

    private void take(int value, Consumer<byte[]> packets) throws UnreadableException {
        switch (state) {
            case BETWEEN -> between(value);
            case PAYLOAD -> payload(value);
            case AFTER_ESCAPE -> {
                sum += value;
                append(value ^ ESCAPED);
                state = State.PAYLOAD;
            }
            case AFTER_REPEAT -> repeat(value);
            case FIRST_DIGIT -> {
                checksum = digit(value) << 4;
                state = State.SECOND_DIGIT;
            }
            default -> {
                checksum |= digit(value);
                end(packets);
            }
        }
    }

    private void between(int value) throws UnreadableException {
        if (value == REFUSED && hasAnswered) {
            throw new UnreadableException("garbled.refused");
        }
        if (value == BEGIN || value == NOTIFICATION) {
            isNotification = value == NOTIFICATION;
            payload.reset();
            sum = 0;
            last = -1;
            state = State.PAYLOAD;
        }
    }

    private void payload(int value) throws UnreadableException {
        switch (value) {
            case END -> state = State.FIRST_DIGIT;
            case ESCAPE -> {
                sum += value;
                state = State.AFTER_ESCAPE;
            }
            case REPEAT -> {
                sum += value;
                state = State.AFTER_REPEAT;
            }
            default -> {
                sum += value;
                append(value);
            }
        }
    }

    private void repeat(int value) throws UnreadableException {
        if (last < 0 || value <= NO_REPEATS || value > LAST_PRINTABLE) {
            throw new UnreadableException("garbled.repeat");
        }
        sum += value;
        for (int i = NO_REPEATS; i < value; i++) {
            append(last);
        }
        state = State.PAYLOAD;
    }

    private void append(int value) throws UnreadableException {
        if (payload.size() == most) {
            throw new UnreadableException("tooLarge");
        }
        payload.write(value);
        last = value;
    }

    private static int digit(int value) throws UnreadableException {
        int digit = Character.digit(value, 16);
        if (digit < 0) {
            throw new UnreadableException("garbled.checksum");
        }
        return digit;
    }

    private void end(Consumer<byte[]> packets) throws UnreadableException {
        state = State.BETWEEN;
        hasAnswered = true;
        if ((sum & 0xff) != checksum) {
            throw new UnreadableException("garbled.checksum");
        }
        if (!isNotification) {
            packets.accept(payload.toByteArray());
        }
    }
}
