package org.zpcidebug.hypervisor;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last messages of a connection in both directions, each cut to a bounded length and without secrets. Looking for
 * those takes its time, so that it is done for whoever reads the messages.
 */
@SuppressWarnings("nls")
final class TrafficHistory {

    static final int MESSAGES = 512;
    static final int LENGTH = 4096;

    /** The rest of a string; when in doubt it ends too late, and it may be cut off at the end of the text. */
    private static final String REST = "(?:.*?(?<!\\\\)\"|.*$)";

    /** Members whose value nobody may see. */
    private static final Pattern SECRET_MEMBER = Pattern.compile(
            "(\"[^\"\\\\]*?(?:passw|passphrase|secret|key-?data)[^\"\\\\]*+\"\\s*+:\\s*+\")" + REST,
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The payload of secret objects: {@code "data"} beside {@code "qom-type": "secret"}. */
    private static final Pattern SECRET_DATA = Pattern.compile("(\"data\"\\s*+:\\s*+\")" + REST, Pattern.DOTALL);

    private static final Pattern SECRET_OBJECT = Pattern.compile("\"secret(?:_keyring)?\"");

    /** Human-monitor lines that carry a secret: everything after the command's name is hidden. */
    private static final Pattern SECRET_LINE = Pattern.compile(
            "(\"command-line\"\\s*+:\\s*+\"\\s*+(?:set_password|change|object_add|block_passwd)\\b)" + REST,
            Pattern.DOTALL);

    private static final Pattern SUSPECT = Pattern.compile("passw|passphrase|secret|key-?data|command-line");

    private final ArrayDeque<TrafficEntry> entries = new ArrayDeque<>(MESSAGES);

    /** Adds a message, dropping the oldest. */
    void add(boolean sent, String message) {
        String text = cut(message);
        synchronized (entries) {
            if (entries.size() == MESSAGES) {
                entries.remove();
            }
            entries.add(new TrafficEntry(Instant.now(), sent, text));
        }
    }

    /** What is there now, oldest first. */
    List<TrafficEntry> entries() {
        List<TrafficEntry> now;
        synchronized (entries) {
            now = new ArrayList<>(entries);
        }
        now.replaceAll(entry -> new TrafficEntry(entry.time(), entry.sent(), redact(entry.text())));
        return now;
    }

    private static String cut(String message) {
        return message.length() <= LENGTH ? message : message.substring(0, LENGTH - 3) + "...";
    }

    static String redact(String text) {
        if (!SUSPECT.matcher(text.toLowerCase(Locale.ROOT)).find()) {
            return text;
        }
        String redacted = hide(SECRET_MEMBER, text);
        redacted = hide(SECRET_LINE, redacted);
        Matcher object = SECRET_OBJECT.matcher(redacted);
        return object.find() ? hide(SECRET_DATA, redacted) : redacted;
    }

    private static String hide(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll("$1***\"");
    }
}
