package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.linux.KernelTypes.Source;
import org.zpcidebug.s390.BigEndian;

/** A System.map or vmlinux that the user names for a kernel that tells nothing, and files that are something else. */
class NamedFilesTest {

    /** How far the running kernel is from where it was linked. */
    private static final long MOVED = 0x1_0000;

    @TempDir
    private Path folder;

    private final SmallKernel small = SmallKernel.withDomains().boot(2);
    private LinuxKernel kernel;

    @BeforeEach
    void kernelThatTellsNothing() {
        small.note("OSRELEASE=5.10.0-test\nBUILD-ID=" + SmallKernel.BUILD_ID
                + "\nSYMBOL(_stext)=100000\nSYMBOL(a)=110000\nSYMBOL(b)=120000\nSYMBOL(c)=130000\n"
                + "SYMBOL(mem_section)=777\nKERNELOFFSET=0\n");
        small.storage.u64(0x20_0000, 0);
    }

    private ZpciReading read(Optional<Path> vmlinux, Optional<Path> systemMap) {
        LinuxSettings settings =
                new LinuxSettings(SmallKernel.MEMORY, vmlinux, systemMap, KernelCache.inMemory(), () -> false);
        LinuxReader reader = new LinuxReader(small.storage, settings);
        kernel = ((LinuxProbe.Running) reader.probe()).kernel();
        return reader.devices(Set.of());
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private static String map(long c) {
        return String.format(
                "%016x T _stext%n%016x D a%n%016x d mem_section%n%016x D b%n%016x t c%n%016x D c%n%016x d zpci_list%n"
                        + "%016x d zpci_sbv%n",
                0x10_0000 - MOVED,
                0x11_0000 - MOVED,
                5,
                0x12_0000 - MOVED,
                1,
                c - MOVED,
                SmallKernel.LIST - MOVED,
                SmallKernel.SUMMARY - MOVED);
    }

    private ElfBuilder elf() {
        return new ElfBuilder()
                .symbols(
                        "_stext",
                        0x12,
                        0x10_0000 - MOVED,
                        "a",
                        0x11,
                        0x11_0000 - MOVED,
                        "b",
                        0x11,
                        0x12_0000 - MOVED,
                        "c",
                        0x11,
                        0x13_0000 - MOVED,
                        "file.c",
                        4,
                        0L,
                        "zpci_list",
                        1,
                        SmallKernel.LIST - MOVED,
                        "zpci_sbv",
                        1,
                        SmallKernel.SUMMARY - MOVED);
    }

    private byte[] btf() {
        BigEndian types = small.types();
        return types.bytes(0, types.length());
    }

    @Test
    void symbolsOfASystemMapAreMovedToTheKernel() throws IOException {
        read(Optional.empty(), Optional.of(file("System.map", map(0x13_0000).getBytes())));

        assertThat(kernel.symbols().source()).isEqualTo(KernelSymbols.Source.SYSTEM_MAP);
        assertThat(kernel.symbols().address("zpci_list")).hasValue(SmallKernel.LIST);
        assertThat(kernel.notices()).singleElement().asString().contains("does not tell where its symbols are");
    }

    @Test
    void systemMapOfAnotherKernel() throws IOException {
        read(Optional.empty(), Optional.of(file("System.map", map(0x13_0008).getBytes())));

        assertThat(kernel.symbols().source()).isEqualTo(KernelSymbols.Source.NONE);
        assertThat(kernel.notices()).anyMatch(n -> n.contains("System.map was left aside"));
    }

    @Test
    void filesThatAreNoSystemMap() throws IOException {
        read(Optional.empty(), Optional.of(file("picture", new byte[5000])));
        assertThat(kernel.notices()).anyMatch(n -> n.contains("is no System.map: line 1"));

        read(Optional.empty(), Optional.of(folder));
        assertThat(kernel.notices()).anyMatch(n -> n.contains("is no file"));

        read(Optional.empty(), Optional.of(Path.of("/dev/zero")));
        assertThat(kernel.notices()).anyMatch(n -> n.contains("is no file"));

        read(Optional.empty(), Optional.of(folder.resolve("gone")));
        assertThat(kernel.notices()).anyMatch(n -> n.contains("does not exist"));
    }

    @Test
    void vmlinuxWithSymbolsAndTypes() throws IOException {
        ElfBuilder elf = elf().buildId(SmallKernel.BUILD_ID);
        elf.section(".BTF", 1, btf(), 0);

        ZpciReading reading = read(Optional.of(file("vmlinux", elf.build())), Optional.empty());

        assertThat(reading.problem()).isNull();
        assertThat(reading.devices()).hasSize(2);
        assertThat(reading.devices().get(1).uid()).isEqualTo(Known.of(0x12L));
        assertThat(kernel.types().source()).isEqualTo(Source.BTF);
        assertThat(kernel.symbols().source()).isEqualTo(KernelSymbols.Source.SYSTEM_MAP);
        assertThat(kernel.symbols().address("file.c")).isEqualTo(OptionalLong.empty());
    }

    @Test
    void vmlinuxOfAnotherBuild() throws IOException {
        ElfBuilder elf = elf().buildId("ff".repeat(20));
        elf.section(".BTF", 1, btf(), 0);
        read(Optional.of(file("vmlinux", elf.build())), Optional.empty());

        assertThat(kernel.types().source()).isEqualTo(Source.NONE);
        assertThat(kernel.symbols().source()).isEqualTo(KernelSymbols.Source.NONE);
        assertThat(kernel.notices())
                .anyMatch(n -> n.contains("is build ffff") && n.contains("running kernel is build 0123"));
    }

    @Test
    void vmlinuxThatLacksSomething() throws IOException {
        read(Optional.of(file("no-id", elf().build())), Optional.empty());
        assertThat(kernel.notices()).anyMatch(n -> n.contains("has no build id"));

        read(
                Optional.of(file(
                        "stripped",
                        new ElfBuilder().buildId(SmallKernel.BUILD_ID).build())),
                Optional.empty());
        assertThat(kernel.notices())
                .anyMatch(n -> n.contains("no symbol table"))
                .anyMatch(n -> n.contains("neither BTF nor debug information"));
    }

    @Test
    void filesThatAreNoVmlinux() throws IOException {
        byte[] otherMachine = elf().build();
        otherMachine[0x13] = 62;
        byte[] cut = elf().build();
        for (byte[] content : List.of(otherMachine, new byte[0], new byte[100], "text".getBytes())) {
            read(Optional.of(file("vmlinux", content)), Optional.empty());
            assertThat(kernel.notices()).anyMatch(n -> n.contains("no ELF file") || n.contains("is damaged"));
        }
        read(Optional.of(file("vmlinux", java.util.Arrays.copyOf(cut, cut.length / 2))), Optional.empty());
        assertThat(kernel.notices()).anyMatch(n -> n.contains("is damaged"));
    }
}
