package org.zpcidebug.linux;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A file that the user named: what can be wrong with it, in words. */
@SuppressWarnings("nls")
final class UserFile {

    private UserFile() {}

    /** Refuses what is no file or too big for any kernel, before it is read. */
    static void check(Path path, long maxBytes) throws Problem {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            if (!attributes.isRegularFile() || attributes.size() > maxBytes) {
                throw Problem.of("file.noFile", path.toString());
            }
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    /** Removes a file of our own, if it is there; what cannot be removed is left. Whether it is gone. */
    static boolean remove(Path path) {
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** That a file cannot be read, and why. */
    static Problem unreadable(Path path, IOException e) {
        String key = e instanceof NoSuchFileException
                ? "file.missing"
                : e instanceof AccessDeniedException ? "file.denied" : "file.unreadable";
        return Problem.of(key, path.toString(), String.valueOf(e.getMessage()));
    }
}
