package org.zpcidebug.debug;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.Platform;

/**
 * The demo guest's files, in a directory that only its owner can enter, so that whatever QEMU's umask makes of the
 * socket, nobody else reaches it.
 */
final class DemoFiles {

    private static final org.eclipse.core.runtime.Path GUEST =
            new org.eclipse.core.runtime.Path("guests/demo/zpci-demo.elf"); //$NON-NLS-1$
    private static final String PREFIX = "zpci"; //$NON-NLS-1$
    private static final Path SHORT = Path.of("/tmp"); //$NON-NLS-1$

    /** A Unix socket's path holds 107 bytes on Linux; less elsewhere. */
    private static final int LONGEST = 100;

    private static final long DISK_BYTES = 1 << 20;

    private final Path directory;

    private DemoFiles(Path directory) {
        this.directory = directory;
    }

    /** Makes the directory, and in it the guest and its disk. */
    static DemoFiles create() throws IOException {
        DemoFiles files = new DemoFiles(makeDirectory());
        files.directory.toFile().deleteOnExit();
        try {
            Files.createFile(files.guest(), owner("rw-------")); //$NON-NLS-1$
            Files.createFile(files.disk(), owner("rw-------")); //$NON-NLS-1$
            try (InputStream guest = embedded().openStream()) {
                Files.write(files.guest(), guest.readAllBytes());
            }
            try (RandomAccessFile disk = new RandomAccessFile(files.disk().toFile(), "rw")) { //$NON-NLS-1$
                disk.setLength(DISK_BYTES);
            }
            Stream.of(files.guest(), files.disk(), files.socket())
                    .forEach(path -> path.toFile().deleteOnExit());
            return files;
        } catch (IOException e) {
            files.delete();
            throw e;
        }
    }

    private static URL embedded() throws IOException {
        URL found = FileLocator.find(Platform.getBundle(DebugIds.PLUGIN), GUEST);
        if (found == null) {
            throw new IOException(Messages.DemoFiles_NoGuest);
        }
        return found;
    }

    private static Path makeDirectory() throws IOException {
        FileAttribute<?> access = owner("rwx------"); //$NON-NLS-1$
        Path made = Files.createTempDirectory(PREFIX, access);
        if (socketIn(made).toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
            return made;
        }
        Files.delete(made);
        return Files.createTempDirectory(SHORT, PREFIX, access);
    }

    private static FileAttribute<Set<PosixFilePermission>> owner(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static Path socketIn(Path directory) {
        return directory.resolve("qmp"); //$NON-NLS-1$
    }

    /** The program that the guest runs. */
    Path guest() {
        return directory.resolve("guest.elf"); //$NON-NLS-1$
    }

    /** The image of the block function. */
    Path disk() {
        return directory.resolve("disk.img"); //$NON-NLS-1$
    }

    /** Where QEMU's monitor will listen. */
    Path socket() {
        return socketIn(directory);
    }

    /** Deletes everything; what is gone already is no matter. */
    void delete() {
        for (Path path : new Path[] {socket(), disk(), guest(), directory}) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                Platform.getLog(DemoFiles.class).warn(e.getMessage(), e);
            }
        }
    }
}
