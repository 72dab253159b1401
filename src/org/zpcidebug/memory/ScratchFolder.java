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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.zpcidebug.hypervisor.AllowList;

/**
 * A folder on tmpfs that only its owner may enter, for what QEMU writes for us: never on a disk, gone when it is closed.
 * A lock tells of a folder that was left behind whether its owner is gone. A fleeting folder is also gone when Java ends,
 * and what a killed Java left behind is removed by the next one.
 */
@SuppressWarnings("nls")
public final class ScratchFolder implements AutoCloseable {

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
    private final boolean isFleeting;
    private final Thread atExit = new Thread(this::remove, "zPCI scratch folder");

    private ScratchFolder(Path folder, boolean isFleeting) throws IOException {
        this.folder = folder;
        this.isFleeting = isFleeting;
        lock = FileChannel.open(
                folder.resolve(LOCK), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
        lock.tryLock();
        if (isFleeting) {
            Runtime.getRuntime().addShutdownHook(atExit);
        }
    }

    /** Where there may be a tmpfs that we can write to. */
    private static List<Path> places() {
        List<Path> places = new ArrayList<>(List.of(Path.of("/dev/shm")));
        String own = System.getenv("XDG_RUNTIME_DIR");
        if (own != null && own.startsWith("/")) {
            places.add(Path.of(own));
        }
        return places;
    }

    /**
     * Makes a new folder on a tmpfs.
     *
     * @param prefix how its name begins
     * @param isFleeting whether it goes with this Java, and takes along what others before it left behind
     * @return null when there is no tmpfs that we can write to
     */
    public static ScratchFolder create(String prefix, boolean isFleeting) throws IOException {
        return create(places(), prefix, isFleeting);
    }

    /** Makes a fleeting folder for guest memory. */
    static ScratchFolder create() throws IOException {
        return create(PREFIX, true);
    }

    /** As {@link #create()}, in the first of these parents that is a writable tmpfs. */
    static ScratchFolder create(List<Path> parents) throws IOException {
        return create(parents, PREFIX, true);
    }

    private static ScratchFolder create(List<Path> parents, String prefix, boolean isFleeting) throws IOException {
        for (Path parent : parents) {
            if (isWritableTmpfs(parent)) {
                String own = prefix + ProcessHandle.current().pid() + "-";
                if (isFleeting) {
                    sweep(parent, prefix, own);
                }
                return open(Files.createTempDirectory(parent, own, OWNER_ONLY_FOLDER), isFleeting);
            }
        }
        return null;
    }

    /** Folders with that prefix and that file in it whose owner has gone without removing them. */
    public static List<Path> abandoned(String prefix, String file) {
        List<Path> abandoned = new ArrayList<>();
        for (Path parent : places()) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
                for (Path folder : folders) {
                    if (Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)
                            && isAbandoned(folder, Duration.ZERO)) {
                        abandoned.add(folder);
                    }
                }
            } catch (IOException expected) {
                // There is no such place.
            }
        }
        return abandoned;
    }

    private static ScratchFolder open(Path folder, boolean isFleeting) throws IOException {
        try {
            return new ScratchFolder(folder, isFleeting);
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
    private static void sweep(Path parent, String prefix, String own) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path folder : folders) {
                if (!String.valueOf(folder.getFileName()).startsWith(own) && isAbandoned(folder, SETTLED)) {
                    delete(folder);
                }
            }
        }
    }

    private static boolean isAbandoned(Path folder, Duration settled) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(folder)) {
            return false;
        }
        Path lock = folder.resolve(LOCK);
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            Instant made = Files.getLastModifiedTime(lock).toInstant();
            return taken != null && made.isBefore(Instant.now().minus(settled));
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** Removes a folder and the files in it. */
    public static void delete(Path folder) {
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

    /** The folder. */
    public Path path() {
        return folder;
    }

    /** Makes a file of that name which only its owner may read, open for reading and for emptying it. */
    public RandomAccessFile file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.createFile(file, OWNER_ONLY);
        return new RandomAccessFile(file.toFile(), "rw");
    }

    /** Removes it all; a second call does nothing. */
    @Override
    public void close() {
        remove();
        if (!isFleeting) {
            return;
        }
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
