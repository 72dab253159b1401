package org.zpcidebug.hypervisor;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.zpcidebug.Text;

/** Reads the text form of a monitor's address, as a person types it. */
@SuppressWarnings("nls")
final class MonitorAddressParser {

    private static final int LONGEST = 4096;
    private static final String UNIX = "unix:";
    private static final String TCP = "tcp:";

    /** A host name, IPv4 address, or IPv6 address in brackets with an optional zone, then the port. */
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]{2,64}(?:%[\\w.-]{1,32})?)]|([\\w.-]{1,253})):(\\d{1,5})");

    /** What follows the path in QEMU's own options. */
    private static final Pattern QEMU_OPTIONS =
            Pattern.compile(",(?:server|nowait|wait|reconnect|reconnect-ms|telnet|id|abstract|tight)\\b");

    private MonitorAddressParser() {}

    static MonitorAddress parse(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            throw problem("empty");
        }
        if (trimmed.length() > LONGEST) {
            throw problem("tooLong", Integer.toString(LONGEST));
        }
        if (trimmed.codePoints().anyMatch(Character::isISOControl)) {
            throw problem("control", Excerpt.of(trimmed));
        }
        if (QEMU_OPTIONS.matcher(trimmed).find()) {
            throw problem("options", trimmed.substring(0, trimmed.indexOf(',')));
        }
        if (trimmed.startsWith(TCP)) {
            return tcp(trimmed.substring(TCP.length()));
        }
        if (trimmed.startsWith(UNIX)) {
            return unix(trimmed.substring(UNIX.length()));
        }
        if (path(trimmed).isAbsolute()) {
            return unix(trimmed);
        }
        throw HOST_AND_PORT.matcher(trimmed).matches() ? problem("noKindTcp", trimmed) : problem("noKind", trimmed);
    }

    private static MonitorAddress unix(String text) {
        if (text.isEmpty()) {
            throw problem("noPath");
        }
        if (text.startsWith("@")) {
            throw problem("abstract", text);
        }
        Path path = path(text).toAbsolutePath();
        if (UnixSocketFile.length(path) > UnixSocketFile.LONGEST_PATH) {
            throw problem("pathTooLong", path.toString(), Integer.toString(UnixSocketFile.LONGEST_PATH));
        }
        return new MonitorAddress.Unix(path);
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw problem("notAPath", Excerpt.of(text));
        }
    }

    private static MonitorAddress tcp(String text) {
        Matcher matcher = HOST_AND_PORT.matcher(text);
        if (!matcher.matches()) {
            throw problem("notTcp", text);
        }
        int port = Integer.parseInt(matcher.group(3));
        if (port < 1 || port > 0xffff) {
            throw problem("port", matcher.group(3));
        }
        return new MonitorAddress.Tcp(matcher.group(1) != null ? matcher.group(1) : matcher.group(2), port);
    }

    private static IllegalArgumentException problem(String key, Object... arguments) {
        return new IllegalArgumentException(Text.of(MonitorAddressParser.class, "monitor.address." + key, arguments));
    }
}
