package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

    private static final Path SHM = Path.of("/dev/shm");

    @BeforeAll
    static void thereIsTmpfs() throws IOException {
        assumeTrue(Files.isWritable(SHM) && Files.getFileStore(SHM).type().equals("tmpfs"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void onlyItsOwnerMayEnter() throws IOException {
        try (ScratchFolder folder = ScratchFolder.create(List.of(SHM));
                RandomAccessFile file = folder.file("ram")) {
            assertThat(permissions(folder.path())).isEqualTo("rwx------");
            assertThat(permissions(folder.path().resolve("ram"))).isEqualTo("rw-------");
            assertThat(file.length()).isZero();
        }
    }

    @Test
    void nothingIsLeft() throws IOException {
        ScratchFolder folder = ScratchFolder.create(List.of(SHM));
        try (RandomAccessFile file = folder.file("ram")) {
            file.write(1);
        }
        folder.close();
        assertThat(folder.path()).doesNotExist();
        folder.close();
    }

    @Test
    void neverOnADisk(@TempDir Path disk) throws IOException {
        assumeTrue(!Files.getFileStore(disk).type().equals("tmpfs"));
        assertThat(ScratchFolder.create(List.of(disk, disk.resolve("missing")))).isNull();
    }

    @Test
    void whatAKilledJavaLeftIsRemoved() throws IOException {
        Path left = Files.createTempDirectory(SHM, "zpcidebug-memory-1-");
        long ago = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
        Files.writeString(left.resolve("ram0"), "secret");
        // Last: from then on any Java may remove it.
        Files.setLastModifiedTime(Files.createFile(left.resolve("lock")), FileTime.fromMillis(ago));
        try (ScratchFolder folder = ScratchFolder.create(List.of(SHM))) {
            assertThat(folder.path()).exists();
            assertThat(left).doesNotExist();
        }
    }

    @Test
    void whatIsInUseStays() throws IOException {
        Path used = Files.createTempDirectory(SHM, "zpcidebug-memory-1-");
        Path lock = Files.createFile(used.resolve("lock"));
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            assertThat(held.isValid()).isTrue();
            Files.setLastModifiedTime(lock, FileTime.fromMillis(0));
            try (ScratchFolder folder = ScratchFolder.create(List.of(SHM))) {
                assertThat(folder.path()).exists();
                assertThat(used).exists();
            }
        } finally {
            Files.delete(lock);
            Files.delete(used);
        }
    }
}
