package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.TestStorage;

class KernelAddressSpaceTest {

    private static final long VMALLOC = 0x3ff_0000_1000L;
    private static final String APART =
            "KERNELOFFSET=3fffe854000\nKERNELOFFPHYS=54000\nIDENTITYBASE=%x\nSYMBOL(swapper_pg_dir)=3fffe874000\n";

    private final TestStorage storage = new TestStorage(1 << 20);

    private KernelAddressSpace space(String vmCoreInfo, long memory) {
        VmCoreInfo info = VmCoreInfo.parse(vmCoreInfo.getBytes(StandardCharsets.ISO_8859_1));
        return new KernelAddressSpace(storage, info, OsInfo.find(storage), memory);
    }

    /** A region-third table there, with one page, absolute, at {@link #VMALLOC} and another behind it. */
    private void tables(long top, long page, long next) {
        for (int i = 0; i < 2048; i++) {
            storage.u64(top + i * 8L, 0x24).u64(top + 0x4000 + i * 8L, 0x20);
        }
        for (int i = 0; i < 256; i++) {
            storage.u64(top + 0x8000 + i * 8L, 0x400);
        }
        storage.u64(top + (VMALLOC >>> 31) * 8, top + 0x4000 | 0x7);
        storage.u64(top + 0x4000 + (VMALLOC >>> 20 & 0x7ff) * 8, top + 0x8000);
        storage.u64(top + 0x8000 + 8, page).u64(top + 0x8000 + 16, next);
    }

    @Test
    void imageIsPartOfAllMemory() {
        KernelAddressSpace space = space("KERNELOFFSET=0\nSYMBOL(swapper_pg_dir)=20000\n", 1 << 20);
        tables(0x20000, 0x5000, 0x6000);

        assertThat(space.translate(0x12345).absolute()).isEqualTo(0x12345);
        assertThat(space.translate(VMALLOC + 0x10).absolute()).isEqualTo(0x5010);
        assertThat(space.translate(VMALLOC + 0x3000).isValid()).isFalse();
        assertThat(space.isLinear(0x12345)).isTrue();
        assertThat(space.isLinear(VMALLOC)).isFalse();
    }

    @Test
    void imageIsMappedApart() {
        KernelAddressSpace space = space(String.format(APART, 0), 1 << 20);
        tables(0x74000, 0x5000, 0x6000);

        assertThat(space.translate(0x3ff_fe85_4000L).absolute()).isEqualTo(0x54000);
        assertThat(space.translate(0x3ff_fe86_0123L).absolute()).isEqualTo(0x60123);
        assertThat(space.translate(0x12345).absolute()).isEqualTo(0x12345);
        assertThat(space.translate(VMALLOC).absolute()).isEqualTo(0x5000);
        assertThat(space.virtualOfImage(0x60123)).isEqualTo(0x3ff_fe86_0123L);
    }

    @Test
    void allMemoryIsMappedSomewhereElse() {
        KernelAddressSpace space = space(String.format(APART, 0x2_0000_0000_0000L), 1 << 20);

        assertThat(space.translate(0x2_0000_0001_2345L).absolute()).isEqualTo(0x12345);
        assertThat(space.identity(0x12345)).isEqualTo(0x2_0000_0001_2345L);
        assertThat(space.isLinear(0x12345)).isFalse();
    }

    @Test
    void withoutTablesThereIsAReason() {
        assertThat(space("KERNELOFFSET=0\n", 1 << 20).translate(VMALLOC).problem())
                .contains("swapper_pg_dir");
        assertThat(space("SYMBOL(swapper_pg_dir)=7ffffff0000\n", 1 << 20)
                        .translate(VMALLOC)
                        .problem())
                .contains("cannot be read");
    }

    @Test
    void memoryOfUnknownLengthGoesThroughTheTables() {
        KernelAddressSpace space = space("SYMBOL(swapper_pg_dir)=20000\n", 0);
        tables(0x20000, 0x5000, 0x6000);

        assertThat(space.translate(0x12345).isValid()).isFalse();
        assertThat(space.translate(VMALLOC).absolute()).isEqualTo(0x5000);
    }

    @Test
    void bytesAcrossPagesThatAreApart() throws Problem {
        tables(0x20000, 0x5000, 0x9000);
        storage.text(0x5ffc, "zpci").put(0x9000, "debug\0".getBytes(StandardCharsets.ISO_8859_1));
        KernelMemory memory =
                new KernelMemory(storage, space("SYMBOL(swapper_pg_dir)=20000\nKERNELOFFSET=0\n", 1 << 20));

        BigEndian bytes = memory.read(VMALLOC + 0xffc, 16);

        assertThat(KernelMemory.text(bytes)).isEqualTo("zpcidebug");
        assertThat(memory.absolute(VMALLOC + 0x1004)).isEqualTo(0x9004);
        int batches = storage.batches();
        memory.read(VMALLOC + 0xffc, 16);
        assertThat(storage.batches()).as("no walk the second time").isEqualTo(batches + 1);
    }
}
