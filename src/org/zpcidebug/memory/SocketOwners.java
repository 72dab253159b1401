package org.zpcidebug.memory;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.zpcidebug.hypervisor.MonitorAddress;

/**
 * Finds the processes that hold a listening socket, by the kernel's tables of sockets and the processes' open files
 * (proc(5)). It sees only processes whose open files we may list.
 */
@SuppressWarnings("nls")
final class SocketOwners {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTENING_UNIX = "00010000";
    private static final String LISTENING_TCP = "0A";
    private static final int MOST_LINES = 200_000;
    private static final long NONE = -1;

    private SocketOwners() {}

    /** The processes; empty when none is found, or the address is that of another machine. */
    static Set<Integer> find(MonitorAddress address) {
        Set<Long> inodes = new HashSet<>();
        if (address instanceof MonitorAddress.Unix unix) {
            SocketName name = SocketName.of(unix.path());
            collect("net/unix", line -> unixInode(line, name), inodes);
        } else if (address instanceof MonitorAddress.Tcp tcp && isThisMachine(tcp.host())) {
            collect("net/tcp", line -> tcpInode(line, tcp.port()), inodes);
            collect("net/tcp6", line -> tcpInode(line, tcp.port()), inodes);
        }
        return inodes.isEmpty() ? Set.of() : holders(inodes);
    }

    /** Without asking the resolver, which may take its time. */
    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    private static void collect(String table, Function<String, Long> inode, Set<Long> inodes) {
        try (BufferedReader lines = Files.newBufferedReader(PROC.resolve(table), StandardCharsets.ISO_8859_1)) {
            lines.lines().skip(1).limit(MOST_LINES).map(inode).forEach(inodes::add);
        } catch (IOException e) {
            // No such table: IPv6 may be switched off.
            return;
        } finally {
            inodes.remove(NONE);
        }
    }

    /** Number, reference count, protocol, flags, type, state, inode, path. */
    static long unixInode(String line, SocketName name) {
        String[] fields = line.trim().split(" +", 8);
        boolean isIt = fields.length == 8 && fields[3].equals(LISTENING_UNIX) && name.matches(fields[7]);
        return isIt ? number(fields[6]) : NONE;
    }

    /** Number, local address:port, remote, state, queues, timer, retransmissions, user, time-out, inode. */
    static long tcpInode(String line, int port) {
        String[] fields = line.trim().split(" +", 11);
        boolean isIt = fields.length >= 10
                && fields[3].equals(LISTENING_TCP)
                && fields[1].endsWith(String.format(":%04X", port));
        return isIt ? number(fields[9]) : NONE;
    }

    private static long number(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return NONE;
        }
    }

    private static Set<Integer> holders(Set<Long> inodes) {
        Set<Integer> holders = new LinkedHashSet<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[1-9]*")) {
            for (Path process : processes) {
                if (holds(process, inodes)) {
                    holders.add(Integer.parseInt(String.valueOf(process.getFileName())));
                }
            }
        } catch (IOException e) {
            return holders;
        }
        return holders;
    }

    private static boolean holds(Path process, Set<Long> inodes) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (inodes.contains(socketInode(file))) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException e) {
            // Not ours to see, or gone.
            return false;
        }
        return false;
    }

    /** From a link such as {@code socket:[12345]}. */
    private static long socketInode(Path file) throws IOException {
        String target = Files.readSymbolicLink(file).toString();
        boolean isSocket = target.startsWith("socket:[") && target.endsWith("]");
        return isSocket ? number(target.substring("socket:[".length(), target.length() - 1)) : NONE;
    }
}
