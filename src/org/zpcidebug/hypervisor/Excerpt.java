package org.zpcidebug.hypervisor;

import java.nio.charset.StandardCharsets;

/** Short, printable pieces of what somebody sent, fit to be shown in a message. */
@SuppressWarnings("nls")
final class Excerpt {

    private static final int LENGTH = 60;

    private Excerpt() {}

    /** The beginning of the bytes; what is not printable ASCII becomes {@code \xNN}. */
    static String of(byte[] bytes, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            if (text.length() >= LENGTH) {
                return text.append("...").toString();
            }
            append(text, bytes[i] & 0xff);
        }
        return text.toString();
    }

    /** The beginning of the text, escaped in the same way. */
    static String of(String text) {
        byte[] bytes = text.substring(0, Math.min(text.length(), LENGTH + 1)).getBytes(StandardCharsets.UTF_8);
        return of(bytes, bytes.length);
    }

    private static void append(StringBuilder text, int value) {
        switch (value) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (value >= ' ' && value < 0x7f) {
                    text.append((char) value);
                } else {
                    text.append(String.format("\\x%02x", value));
                }
            }
        }
    }
}
