package org.zpcidebug.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where a guest's sockets and output are: a directory that only its owner may enter, with a short path. */
final class GuestDirectory {

    /** Of sun_path's 108 bytes, this much is left for the directory. */
    private static final int LONGEST = 80;

    private final Path path;

    private GuestDirectory(Path path) {
        this.path = path;
    }

    static GuestDirectory create() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        // The name gets some 24 bytes; on POSIX, only the owner has rights to a new temporary directory.
        boolean fits = parent.toString().getBytes(StandardCharsets.UTF_8).length + 24 <= LONGEST;
        return new GuestDirectory(Files.createTempDirectory(fits ? parent : Path.of("/tmp"), "zg"));
    }

    Path path() {
        return path;
    }

    Path monitor() {
        return path.resolve("qmp");
    }

    Path console() {
        return path.resolve("console");
    }

    /** What QEMU writes on standard output and standard error. */
    Path log() {
        return path.resolve("log");
    }

    /** A file's text; empty when there is no such file. */
    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        try (Stream<Path> files = Files.walk(path)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
