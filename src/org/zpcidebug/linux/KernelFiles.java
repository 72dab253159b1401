package org.zpcidebug.linux;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One file a kernel in a directory that only its owner may use. A cache: whatever goes wrong, the kernel's data are read
 * from the guest again.
 */
@SuppressWarnings("nls")
final class KernelFiles {

    private static final String SUFFIX = ".kernel";
    private static final String PARTIAL = ".partial";
    private static final int MAX_FILES = 16;
    private static final long MAX_BYTES = 256L << 20;
    /** No write takes longer: what has this name and is older, nobody will complete. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final Path directory;

    KernelFiles(Path directory) {
        this.directory = directory;
    }

    /** What is kept under a build id, which must be hexadecimal; empty when there is nothing usable. */
    Optional<KernelData> read(String buildId) {
        Path file = directory.resolve(buildId + SUFFIX);
        try {
            if (!isOurs() || !Files.isRegularFile(file) || Files.size(file) > KernelDataFormat.MAX_BYTES) {
                return Optional.empty();
            }
            KernelData data = KernelDataFormat.read(Files.readAllBytes(file));
            // The time says when it was used last, which decides what goes when there are too many.
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(data);
        } catch (IOException | Problem e) {
            return Optional.empty();
        }
    }

    /** Writes a kernel's file; it appears whole or not at all. */
    void write(String buildId, KernelData data) {
        Path partial = null;
        try {
            Files.createDirectories(directory, ownerOnly());
            if (!isOurs()) {
                return;
            }
            partial = Files.createTempFile(directory, buildId, PARTIAL);
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(partial))) {
                KernelDataFormat.write(data, file);
            }
            Files.move(partial, directory.resolve(buildId + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
            prune();
        } catch (IOException e) {
            if (partial != null) {
                UserFile.remove(partial);
            }
        }
    }

    /** Others could put their own data into a directory that is theirs or that they may write to. */
    private boolean isOurs() throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!isPosix()) {
            return true;
        }
        Path probe = Path.of(System.getProperty("user.home"));
        boolean sameOwner = Files.getOwner(directory).equals(Files.getOwner(probe))
                || Files.getOwner(directory).getName().equals(System.getProperty("user.name"));
        return sameOwner && Files.getPosixFilePermissions(directory).stream().noneMatch(OTHERS::contains);
    }

    private boolean isPosix() {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private FileAttribute<?>[] ownerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(DIRECTORY)}
                : new FileAttribute<?>[0];
    }

    /** Removes what was not used for the longest time, and what a crash left behind. */
    private void prune() throws IOException {
        List<Path> newestFirst = new ArrayList<>();
        FileTime abandoned = FileTime.from(Instant.now().minus(ABANDONED));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (file.toString().endsWith(SUFFIX)) {
                    newestFirst.add(file);
                } else if (file.toString().endsWith(PARTIAL) && used(file).compareTo(abandoned) < 0) {
                    UserFile.remove(file);
                }
            }
        }
        newestFirst.sort(Comparator.comparing(KernelFiles::used).reversed());
        long bytes = 0;
        for (int i = 0; i < newestFirst.size(); i++) {
            bytes += newestFirst.get(i).toFile().length();
            if (i >= MAX_FILES || bytes > MAX_BYTES) {
                UserFile.remove(newestFirst.get(i));
            }
        }
    }

    private static FileTime used(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
