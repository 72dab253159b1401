package org.zpcidebug.memory;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Finds who is at the other end of the Unix sockets that this Java has open already. Connecting once more to ask would
 * leave a dead connection in QEMU's short queue for as long as the monitor is in use.
 */
@SuppressWarnings("nls")
final class OwnSockets {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final int AF_UNIX = 1;

    /** struct sockaddr_un: family in native order, then the path. */
    private static final int ADDRESS_BYTES = 110;

    private static final int PATH_OFFSET = 2;

    /** struct ucred: pid, uid, gid. */
    private static final int CREDENTIALS_BYTES = 12;

    private OwnSockets() {}

    /**
     * The processes behind our connections to that socket, by SO_PEERCRED: who listened. 0 stands for a process that
     * cannot be named here because it is in another PID namespace.
     */
    static Set<Integer> peers(SocketName name) {
        Set<Integer> peers = new LinkedHashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path descriptor : descriptors) {
                if (isSocket(descriptor)) {
                    int socket = Integer.parseInt(String.valueOf(descriptor.getFileName()));
                    if (name.matches(peerPath(socket))) {
                        peers.add(peerProcess(socket));
                    }
                }
            }
        } catch (IOException e) {
            return peers;
        }
        peers.remove(-1);
        return peers;
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // It was closed meanwhile.
            return false;
        }
    }

    /** The path that the other end is bound to; empty when it is no Unix socket or has none. */
    private static String peerPath(int socket) {
        try (Memory address = new Memory(ADDRESS_BYTES);
                Memory length = new Memory(Integer.BYTES)) {
            address.clear();
            length.setInt(0, ADDRESS_BYTES);
            int failed = LinuxCalls.getpeername(socket, address(address), address(length));
            if (failed != 0 || address.getShort(0) != AF_UNIX) {
                return "";
            }
            int end = PATH_OFFSET;
            while (end < ADDRESS_BYTES && address.getByte(end) != 0) {
                end++;
            }
            return new String(address.getByteArray(PATH_OFFSET, end - PATH_OFFSET), StandardCharsets.UTF_8);
        }
    }

    private static int peerProcess(int socket) {
        try (Memory credentials = new Memory(CREDENTIALS_BYTES);
                Memory length = new Memory(Integer.BYTES)) {
            length.setInt(0, CREDENTIALS_BYTES);
            int failed = LinuxCalls.getsockopt(
                    socket, LinuxCalls.SOL_SOCKET, LinuxCalls.peerCredentials(), address(credentials), address(length));
            return failed == 0 && length.getInt(0) == CREDENTIALS_BYTES ? credentials.getInt(0) : -1;
        }
    }

    private static long address(Memory memory) {
        return Pointer.nativeValue(memory);
    }
}
