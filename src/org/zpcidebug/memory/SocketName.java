package org.zpcidebug.memory;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The path of a Unix socket, as it may have been bound: a program can bind a relative path, or be in a chroot, and the
 * path in use may lead through links. So only the last part counts, and who listens has to be checked by other means.
 */
record SocketName(Path path, Path target) {

    static SocketName of(Path path) {
        try {
            return new SocketName(path, path.toRealPath());
        } catch (IOException e) {
            return new SocketName(path, path);
        }
    }

    /** Whether a socket bound to this path may be the one. */
    boolean matches(String bound) {
        String name = bound.substring(bound.lastIndexOf('/') + 1);
        return !name.isEmpty() && (name.equals(last(path)) || name.equals(last(target)));
    }

    private static String last(Path of) {
        return String.valueOf(of.getFileName());
    }
}
