package org.zpcidebug.hypervisor;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.zpcidebug.hypervisor.MonitorException.Unreachable;
import org.zpcidebug.hypervisor.MonitorException.Unreachable.Reason;

/**
 * Finds out why a Unix socket could not be reached. The system's own words are few (a file that is no socket "refuses"
 * connections) and in its own language, so the file is looked at instead.
 */
@SuppressWarnings("nls")
final class UnixSocketFile {

    /** Linux's struct sockaddr_un has 108 bytes for the path, with a zero at the end. */
    static final int LONGEST_PATH = 107;

    private final MonitorAddress.Unix address;
    private final Path path;

    UnixSocketFile(MonitorAddress.Unix address) {
        this.address = address;
        this.path = address.path();
    }

    void checkLength() {
        if (length(path) > LONGEST_PATH) {
            throw pathTooLong();
        }
    }

    private Unreachable pathTooLong() {
        return new Unreachable(Reason.PATH_TOO_LONG, null, address, Integer.toString(LONGEST_PATH));
    }

    static int length(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    /** What speaks against connecting, found out without connecting; empty when nothing does. */
    Optional<Unreachable> check() {
        return length(path) > LONGEST_PATH ? Optional.of(pathTooLong()) : lookAtFile(null);
    }

    /** Why connecting failed; empty when the socket is sound and its backlog is full, which passes. */
    Optional<Unreachable> explain(IOException failure) {
        Optional<Unreachable> found = lookAtFile(failure);
        if (found.isPresent()) {
            return found;
        }
        if (failure instanceof ConnectException) {
            return Optional.of(unreachable(Reason.REFUSED, failure, ""));
        }
        return UnixSocketTable.read().isOtherType(path)
                ? Optional.of(unreachable(Reason.OTHER, failure, String.valueOf(failure.getMessage())))
                : Optional.empty();
    }

    private Optional<Unreachable> lookAtFile(IOException failure) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isOther()) {
                return Optional.of(unreachable(Reason.NOT_A_SOCKET, failure, ""));
            }
            if (!Files.isWritable(path)) {
                return Optional.of(unreachable(Reason.PERMISSION_DENIED, failure, owner(path)));
            }
        } catch (NoSuchFileException e) {
            return Optional.of(unreachable(Reason.NO_SUCH_PATH, failure, ""));
        } catch (AccessDeniedException e) {
            return Optional.of(unreachable(Reason.PERMISSION_DENIED, failure, owner(closedFolder())));
        } catch (IOException e) {
            return Optional.of(unreachable(Reason.OTHER, failure, String.valueOf(e.getMessage())));
        }
        return Optional.empty();
    }

    private Unreachable unreachable(Reason reason, IOException failure, String detail) {
        return new Unreachable(reason, failure, address, detail);
    }

    /** The outermost folder on the way to the socket that may not be passed. */
    private Path closedFolder() {
        Path closed = path;
        for (Path at = path.getParent(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at) && !Files.isExecutable(at)) {
                closed = at;
            }
        }
        return closed;
    }

    /** For instance {@code /run/qemu root:kvm rwxr-x---}. */
    private static String owner(Path of) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(of, PosixFileAttributes.class);
            return of + " " + attributes.owner().getName() + ":"
                    + attributes.group().getName() + " " + PosixFilePermissions.toString(attributes.permissions());
        } catch (IOException | UnsupportedOperationException e) {
            return of.toString();
        }
    }
}
