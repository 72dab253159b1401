package org.zpcidebug.memory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.zpcidebug.hypervisor.AllowList;

/**
 * A folder on tmpfs that only its owner may enter, for guest memory on its way to us: never on a disk, gone when it is
 * closed or Java ends. What a killed Java left behind is removed by the next one; a lock tells whose owner is gone.
 */
@SuppressWarnings("nls")
final class ScratchFolder implements AutoCloseable {

    private static final String PREFIX = AllowList.MEMORY_FOLDER;
    private static final String LOCK = "lock";

    /** Long after a folder was made its owner has locked it. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;
    private final FileChannel lock;
    private final Thread atExit = new Thread(this::remove, "zPCI memory folder");

    private ScratchFolder(Path folder) throws IOException {
        this.folder = folder;
        lock = FileChannel.open(
                folder.resolve(LOCK), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
        lock.tryLock();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Makes a new folder in the first of these parents that is a writable tmpfs.
     *
     * @return null when none is
     */
    static ScratchFolder create(List<Path> parents) throws IOException {
        for (Path parent : parents) {
            if (isWritableTmpfs(parent)) {
                sweep(parent);
                String prefix = PREFIX + ProcessHandle.current().pid() + "-";
                return open(Files.createTempDirectory(parent, prefix, OWNER_ONLY_FOLDER));
            }
        }
        return null;
    }

    private static ScratchFolder open(Path folder) throws IOException {
        try {
            return new ScratchFolder(folder);
        } catch (IOException e) {
            delete(folder);
            throw e;
        }
    }

    private static boolean isWritableTmpfs(Path parent) throws IOException {
        return Files.isDirectory(parent)
                && Files.isWritable(parent)
                && Files.getFileStore(parent).type().equals("tmpfs");
    }

    /** Removes folders of ours whose owner has gone without doing so. */
    private static void sweep(Path parent) throws IOException {
        String own = PREFIX + ProcessHandle.current().pid() + "-";
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!String.valueOf(folder.getFileName()).startsWith(own) && isAbandoned(folder)) {
                    delete(folder);
                }
            }
        }
    }

    private static boolean isAbandoned(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(folder)) {
            return false;
        }
        Path lock = folder.resolve(LOCK);
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            Instant made = Files.getLastModifiedTime(lock).toInstant();
            return taken != null && made.isBefore(Instant.now().minus(SETTLED));
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(ScratchFolder::deleteFile);
        } catch (IOException e) {
            return;
        }
        deleteFile(folder);
    }

    private static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Somebody else has removed it, or is about to.
            return;
        }
    }

    Path path() {
        return folder;
    }

    /** Makes a file of that name which only its owner may read, open for reading and for emptying it. */
    RandomAccessFile file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, OWNER_ONLY);
        return new RandomAccessFile(file.toFile(), "rw");
    }

    /** Removes it all; a second call does nothing. */
    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // Java is ending, and the hook runs anyway.
            return;
        }
    }

    private void remove() {
        delete(folder);
        try {
            lock.close();
        } catch (IOException e) {
            // It only held the lock.
            return;
        }
    }
}
