package org.zpcidebug.gdbstub;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How the remote serial protocol writes packets and numbers. */
@SuppressWarnings("nls")
final class Packets {

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private Packets() {}

    /** The bytes that go over the line for a payload. */
    static byte[] frame(byte[] payload) {
        // Every byte may have to be escaped.
        byte[] framed = new byte[2 * payload.length + 4];
        int at = 0;
        framed[at++] = '$';
        int sum = 0;
        for (byte value : payload) {
            boolean special = value == '$' || value == '#' || value == '}' || value == '*';
            if (special) {
                framed[at++] = '}';
                sum += '}';
            }
            int written = special ? value ^ 0x20 : value & 0xff;
            framed[at++] = (byte) written;
            sum += written;
        }
        framed[at++] = '#';
        framed[at++] = DIGITS[sum >> 4 & 0xf];
        framed[at++] = DIGITS[sum & 0xf];
        return Arrays.copyOf(framed, at);
    }

    /** As {@link #frame(byte[])} for a text of ASCII characters. */
    static byte[] frame(String payload) {
        return frame(payload.getBytes(StandardCharsets.US_ASCII));
    }

    /** The payload as text, each byte a character. */
    static String text(byte[] payload) {
        return new String(payload, StandardCharsets.ISO_8859_1);
    }

    /** Two hexadecimal digits for each byte. */
    static String hex(byte[] bytes) {
        return new String(digits(bytes), StandardCharsets.ISO_8859_1);
    }

    /** Two hexadecimal digits for each byte, in ASCII. */
    static byte[] digits(byte[] bytes) {
        byte[] digits = new byte[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            digits[2 * i] = DIGITS[bytes[i] >> 4 & 0xf];
            digits[2 * i + 1] = DIGITS[bytes[i] & 0xf];
        }
        return digits;
    }

    /**
     * The bytes behind pairs of hexadecimal digits.
     *
     * @return null when it is anything else
     */
    static byte[] bytes(byte[] digits) {
        if (digits.length % 2 != 0) {
            return null;
        }
        byte[] bytes = new byte[digits.length / 2];
        for (int i = 0; i < bytes.length; i++) {
            int value = digit(digits[2 * i]) << 4 | digit(digits[2 * i + 1]);
            if (value < 0) {
                return null;
            }
            bytes[i] = (byte) value;
        }
        return bytes;
    }

    /** The value of a hexadecimal digit; -1 for anything else. */
    static int digit(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int letter = digit | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
