package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.linux.KernelTypes.Source;
import org.zpcidebug.s390.BigEndian;

class KernelCacheTest {

    @TempDir
    private Path folder;

    private Path directory;
    private final SmallKernel small = SmallKernel.withDomains().boot(2);

    @BeforeEach
    void directoryThatDoesNotExist() {
        directory = folder.resolve("a").resolve("b");
    }

    private Path file() {
        return directory.resolve(SmallKernel.BUILD_ID + ".kernel");
    }

    /** How many bytes a first look at the kernel takes. */
    private int read(KernelCache cache) {
        int before = small.storage.batches();
        LinuxReader reader = new LinuxReader(small.storage, LinuxSettings.of(SmallKernel.MEMORY, cache));
        LinuxKernel kernel = ((LinuxProbe.Running) reader.probe()).kernel();
        int batches = small.storage.batches() - before;
        assertThat(kernel.notices()).isEmpty();
        assertThat(kernel.types().source()).isEqualTo(Source.BTF);
        assertThat(reader.devices(Set.of()).devices()).hasSize(2);
        return batches;
    }

    private static KernelData data(byte... bytes) {
        return new KernelData(
                Optional.of(new KallsymsData(
                        KallsymsData.Form.RELATIVE_TO_SELF,
                        1,
                        new BigEndian(bytes),
                        new BigEndian(bytes),
                        new BigEndian(bytes),
                        new BigEndian(bytes))),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void fileIsForItsOwnerAlone() throws IOException {
        read(KernelCache.in(directory));

        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.getPosixFilePermissions(directory)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void anotherSessionFindsWhatWasKept() throws IOException {
        read(KernelCache.in(directory));
        FileTime written = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(file(), written);

        read(KernelCache.in(directory));

        assertThat(Files.getLastModifiedTime(file())).isGreaterThan(written);
    }

    @Test
    void damagedFilesAreIgnoredAndReplaced() throws IOException {
        read(KernelCache.in(directory));
        byte[] good = Files.readAllBytes(file());
        for (int at : new int[] {0, 30, good.length / 2, good.length - 1}) {
            byte[] damaged = good.clone();
            damaged[at] ^= 1;
            Files.write(file(), damaged);

            read(KernelCache.in(directory));
            assertThat(Files.readAllBytes(file())).isEqualTo(good);
        }
        Files.write(file(), new byte[3]);
        read(KernelCache.in(directory));
        assertThat(Files.readAllBytes(file())).isEqualTo(good);
    }

    @Test
    void anotherKernelThatClaimsTheSameBuildIsReadItself() {
        KernelCache cache = KernelCache.in(directory);
        read(cache);
        SmallKernel liar = SmallKernel.withDomains().without("zpci_sbv").boot(2);
        small.storage.put(0, liar.storage.copy(0, SmallKernel.MEMORY));

        LinuxReader reader = new LinuxReader(small.storage, LinuxSettings.of(SmallKernel.MEMORY, cache));
        LinuxKernel kernel = ((LinuxProbe.Running) reader.probe()).kernel();

        assertThat(kernel.symbols().address("zpci_sbv")).isEmpty();
        assertThat(kernel.symbols().address("zpci_list")).hasValue(SmallKernel.LIST);
    }

    @Test
    void directoryThatOthersMayWriteToIsNotUsed() throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));

        read(KernelCache.in(directory));

        assertThat(file()).doesNotExist();
    }

    @Test
    void directoryThatCannotBeMade() throws IOException {
        Files.createDirectories(directory.getParent());
        Files.write(directory, new byte[0]);

        read(KernelCache.in(directory));

        assertThat(directory).isRegularFile();
    }

    @Test
    void onlySoManyFilesAreKept() throws IOException {
        KernelCache cache = KernelCache.in(directory);
        for (int i = 0; i < 20; i++) {
            String id = String.format("%040x", i);
            cache.put(id, data((byte) i));
            Files.setLastModifiedTime(directory.resolve(id + ".kernel"), FileTime.fromMillis(1000L * i));
        }

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).hasSizeLessThanOrEqualTo(17);
        }
        assertThat(directory.resolve(String.format("%040x.kernel", 0))).doesNotExist();
        assertThat(directory.resolve(String.format("%040x.kernel", 19))).exists();
        assertThat(cache.find(String.format("%040x", 19)).kallsyms()).isPresent();
        assertThat(KernelCache.in(directory).find(String.format("%040x", 19))).isEqualTo(data((byte) 19));
    }

    @Test
    void whatACrashLeftBehindGoesAndWhatIsBeingWrittenStays() throws IOException {
        KernelCache cache = KernelCache.in(directory);
        cache.put("01", data((byte) 1));
        Path left = Files.createFile(directory.resolve("02123.partial"));
        Path written = Files.createFile(directory.resolve("03123.partial"));
        Files.setLastModifiedTime(left, FileTime.fromMillis(1000));

        cache.put("04", data((byte) 4));

        assertThat(left).doesNotExist();
        assertThat(written).exists();
        assertThat(directory.resolve("01.kernel")).exists();
        assertThat(directory.resolve("04.kernel")).exists();
    }

    @Test
    void kernelsWithoutBuildIdAreNotKept() {
        KernelCache cache = KernelCache.inMemory();
        cache.put("", data((byte) 1));
        assertThat(cache.find("")).isEqualTo(KernelData.NONE);
    }
}
