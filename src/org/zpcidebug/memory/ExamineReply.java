package org.zpcidebug.memory;

/**
 * Reads the monitor's memory dump in doublewords ({@code xp /NNNxg}): lines of 16 digits of address, a colon, and one
 * or two numbers of 16 digits, or the words that memory cannot be accessed.
 */
@SuppressWarnings("nls")
final class ExamineReply {

    private static final int DOUBLEWORD = 8;
    private static final int DIGITS = 16;

    private final String text;
    private int at;

    private ExamineReply(String text) {
        this.text = text;
    }

    /**
     * The bytes in storage order; null when QEMU cannot access a part of them.
     *
     * @param address that was asked for
     * @param length in bytes, a multiple of 8
     * @throws IllegalArgumentException when the text is not the answer to that
     */
    static byte[] parse(String text, long address, int length) {
        return new ExamineReply(text).read(address, length);
    }

    private byte[] read(long address, int length) {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            if (number() != address + done) {
                throw fault();
            }
            expect(": ");
            if (text.startsWith("Cannot access memory", at)) {
                return null;
            }
            done = line(bytes, done);
        }
        if (at != text.length()) {
            throw fault();
        }
        return bytes;
    }

    private int line(byte[] bytes, int start) {
        int done = start;
        while (done < bytes.length && text.startsWith("0x", at)) {
            at += 2;
            put(bytes, done, number());
            done += DOUBLEWORD;
            if (text.startsWith(" ", at)) {
                at++;
            }
        }
        if (text.startsWith("\r", at)) {
            at++;
        }
        expect("\n");
        if (done == start) {
            throw fault();
        }
        return done;
    }

    private static void put(byte[] bytes, int offset, long value) {
        for (int i = 0; i < DOUBLEWORD; i++) {
            bytes[offset + i] = (byte) (value >>> (56 - 8 * i));
        }
    }

    private long number() {
        if (at + DIGITS > text.length()) {
            throw fault();
        }
        long value = 0;
        for (int end = at + DIGITS; at < end; at++) {
            int digit = digit(text.charAt(at));
            if (digit < 0) {
                throw fault();
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    private void expect(String expected) {
        if (!text.startsWith(expected, at)) {
            throw fault();
        }
        at += expected.length();
    }

    private IllegalArgumentException fault() {
        int start = Math.min(at, text.length());
        String rest = text.substring(start, Math.min(start + 40, text.length()));
        return new IllegalArgumentException("not a dump of memory at character " + start + ": " + rest);
    }
}
