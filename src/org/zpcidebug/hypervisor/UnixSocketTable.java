package org.zpcidebug.hypervisor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's list of Unix sockets, {@code /proc/net/unix} (proc(5)): number, reference count, protocol, flags, type,
 * state, inode and path. A connection has the path of the socket it was made to, on the listener's side.
 */
@SuppressWarnings("nls")
final class UnixSocketTable {

    private static final Path FILE = Path.of("/proc/net/unix");
    private static final int MAX_BYTES = 4 << 20;
    private static final int LISTENING = 0x10000;
    private static final int STREAM = 1;
    private static final int CONNECTING = 2;
    private static final int CONNECTED = 3;

    /** One socket. */
    record Entry(int flags, int type, int state, long inode, String path) {}

    private final List<Entry> entries = new ArrayList<>();

    private UnixSocketTable() {}

    /** The table as it is now; empty where there is none, as on other systems than Linux. */
    static UnixSocketTable read() {
        return read(FILE);
    }

    static UnixSocketTable read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new UnixSocketTable();
        }
    }

    static UnixSocketTable parse(String text) {
        UnixSocketTable table = new UnixSocketTable();
        text.lines().skip(1).forEach(table::add);
        return table;
    }

    private void add(String line) {
        String[] fields = line.trim().split(" +", 8);
        if (fields.length < 8) {
            return;
        }
        try {
            entries.add(new Entry(
                    Integer.parseUnsignedInt(fields[3], 16),
                    Integer.parseInt(fields[4], 16),
                    Integer.parseInt(fields[5], 16),
                    Long.parseLong(fields[6]),
                    fields[7]));
        } catch (NumberFormatException e) {
            // Not a line of this table: a path may contain a line break.
            return;
        }
    }

    /** The path that a listening socket is bound to. */
    Optional<String> listenerPath(long inode) {
        return entries.stream()
                .filter(e -> e.inode() == inode && isListening(e))
                .map(Entry::path)
                .findFirst();
    }

    /** How many connections to the socket its owner has accepted and are still open. */
    long accepted(Path socket) {
        return count(socket, CONNECTED);
    }

    /** How many connections to the socket wait to be accepted. */
    long waiting(Path socket) {
        return count(socket, CONNECTING);
    }

    /** Whether a socket is bound to that path which takes no streams. */
    boolean isOtherType(Path socket) {
        return entries.stream().anyMatch(e -> e.type() != STREAM && isAt(e, socket));
    }

    private long count(Path socket, int state) {
        return entries.stream()
                .filter(e -> e.state() == state && !isListening(e) && isAt(e, socket))
                .count();
    }

    private static boolean isListening(Entry entry) {
        return (entry.flags() & LISTENING) != 0;
    }

    /** The path is written as it was bound, which may be relative to a folder that is not known here. */
    private static boolean isAt(Entry entry, Path socket) {
        String path = entry.path();
        String bound = path.startsWith("./") ? path.substring(2) : path;
        return bound.startsWith("/")
                ? bound.equals(socket.toString())
                : !bound.startsWith("@") && socket.toString().endsWith("/" + bound);
    }
}
