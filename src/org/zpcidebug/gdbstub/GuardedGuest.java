package org.zpcidebug.gdbstub;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.zpcidebug.hypervisor.MonitorAddress;

/**
 * What a guardian has to know of the guest that it guards.
 *
 * @param socket that of the gdb server that was started for us; empty for one that was given
 * @param server the gdb server's address
 * @param foundRunning whether the guest ran when it was found
 * @param monitor the monitor's address
 */
@SuppressWarnings("nls")
record GuardedGuest(Optional<StubSocket> socket, MonitorAddress server, boolean foundRunning, MonitorAddress monitor) {

    /** How a line begins. */
    static final String WORD = "guard";

    private static final String NO_SOCKET = "-";
    private static final int PARTS = 5;

    /** As a line of text, without its end. */
    String line() {
        String folder = socket.map(ours -> ours.folder().toString()).orElse(NO_SOCKET);
        return String.join(" ", WORD, Boolean.toString(foundRunning), word(folder), word(server), word(monitor));
    }

    private static String word(Object text) {
        return URLEncoder.encode(text.toString(), StandardCharsets.UTF_8);
    }

    /** Reads a line; empty when it is none of these. */
    static Optional<GuardedGuest> parse(String line) {
        String[] parts = line.split(" ");
        if (parts.length != PARTS || !parts[0].equals(WORD)) {
            return Optional.empty();
        }
        String folder = text(parts[2]);
        Optional<StubSocket> socket =
                folder.equals(NO_SOCKET) ? Optional.empty() : Optional.of(new StubSocket(Path.of(folder)));
        return Optional.of(new GuardedGuest(
                socket,
                MonitorAddress.parse(text(parts[3])),
                Boolean.parseBoolean(parts[1]),
                MonitorAddress.parse(text(parts[4]))));
    }

    private static String text(String word) {
        return URLDecoder.decode(word, StandardCharsets.UTF_8);
    }

    /** Whether the gdb server was ours and is gone: then there is nothing to repair. */
    boolean isGone() {
        return socket.isPresent() && !Files.exists(socket.get().path());
    }
}
