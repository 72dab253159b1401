package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.zpcidebug.linux.VmCoreInfoNote.State;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.s390.TestStorage;

/** Lines as Debian's 6.1 and 6.12 kernels have them. */
class VmCoreInfoTest {

    private static final String DEBIAN_6_1 =
            """
            OSRELEASE=6.1.0-50-s390x
            BUILD-ID=64191809e7272da77af306133aa6c566be0be242
            PAGESIZE=4096
            SYMBOL(init_uts_ns)=ef4898
            OFFSET(uts_namespace.name)=0
            SYMBOL(swapper_pg_dir)=1290000
            SYMBOL(_stext)=100000
            NUMBER(PAGE_BUDDY_MAPCOUNT_VALUE)=-129
            SYMBOL(kallsyms_names)=b82900
            LENGTH(lowcore_ptr)=256
            SAMODE31=1673000
            KERNELOFFSET=0
            """;

    private static VmCoreInfo parse(String text) {
        return VmCoreInfo.parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void kernelWhoseImageIsPartOfAllMemory() {
        VmCoreInfo info = parse(DEBIAN_6_1);

        assertThat(info.release()).contains("6.1.0-50-s390x");
        assertThat(info.buildId()).contains("64191809e7272da77af306133aa6c566be0be242");
        assertThat(info.symbol("kallsyms_names")).hasValue(0xb82900);
        assertThat(info.symbol("zpci_list")).isEmpty();
        assertThat(info.symbols())
                .containsExactlyInAnyOrder("init_uts_ns", "swapper_pg_dir", "_stext", "kallsyms_names");
        assertThat(info.kernelOffset()).hasValue(0);
        assertThat(info.kernelOffsetAbsolute()).isEmpty();
        assertThat(info.identityBase()).isEmpty();
    }

    @Test
    void kernelWhoseImageIsMappedApart() {
        VmCoreInfo info = parse("IDENTITYBASE=0\nKERNELOFFSET=3fffe854000\nKERNELOFFPHYS=754000\n");

        assertThat(info.kernelOffset()).hasValue(0x3ff_fe85_4000L);
        assertThat(info.kernelOffsetAbsolute()).hasValue(0x75_4000);
        assertThat(info.identityBase()).hasValue(0);
    }

    @Test
    void valuesThatCannotBeAreLeftOut() {
        VmCoreInfo info = parse("OSRELEASE=a b\nBUILD-ID=../../etc\nSYMBOL(_stext)=xyz\nKERNELOFFSET=\nno line\n=\n");

        assertThat(info.release()).isEmpty();
        assertThat(info.buildId()).isEmpty();
        assertThat(info.symbol("_stext")).isEmpty();
        assertThat(info.kernelOffset()).isEqualTo(OptionalLong.empty());
    }

    @Test
    void noteIsFoundThroughItsPointer() {
        SmallKernel kernel = SmallKernel.withDomains().boot(1);

        VmCoreInfoNote note = VmCoreInfoNote.find(kernel.storage);

        assertThat(note.state()).isEqualTo(State.PRESENT);
        assertThat(note.info().release()).contains("6.99.0-test");
        assertThat(note.isUnchanged(kernel.storage)).isTrue();
        kernel.storage.u8(note.pointer() + 60, 'x');
        assertThat(note.isUnchanged(kernel.storage)).isFalse();
    }

    @Test
    void noteIsNotThere() {
        TestStorage storage = new TestStorage(0x8000);
        assertThat(VmCoreInfoNote.find(storage).state()).isEqualTo(State.ABSENT);
        assertThat(VmCoreInfoNote.find(storage).problem()).contains("is 0");

        storage.u64(VmCoreInfoNote.POINTER, 0x3000);
        assertThat(VmCoreInfoNote.find(storage).problem()).contains("0x3000");

        storage.u64(VmCoreInfoNote.POINTER, 0x1234_5678_9abcL);
        assertThat(VmCoreInfoNote.find(storage).state()).isEqualTo(State.ABSENT);

        assertThat(VmCoreInfoNote.find(new TestStorage(0x100)).problem()).contains("cannot be read");
    }

    @Test
    void kernelHasBegunToStart() {
        TestStorage storage = new TestStorage(0x8000).u64(VmCoreInfoNote.POINTER, 0x3ff_fe85_4001L);

        assertThat(VmCoreInfoNote.find(storage).state()).isEqualTo(State.EARLY);
        assertThat(VmCoreInfoNote.find(storage).problem()).contains("begun to start");
    }

    @Test
    void noteOfImpossibleLength() {
        SmallKernel kernel = SmallKernel.withDomains().boot(0);
        long note = VmCoreInfoNote.find(kernel.storage).pointer();

        for (long length : new long[] {0, 65537, 0x7fff_ffffL, 0xffff_ffffL}) {
            kernel.storage.u32(note + 4, length);
            assertThat(VmCoreInfoNote.find(kernel.storage).state())
                    .as(Hex.of(length))
                    .isEqualTo(State.ABSENT);
        }
    }

    @Test
    void osInfoTellsWhereTheImageIs() {
        TestStorage storage = new TestStorage(0x8000)
                .u64(0xe18, 0x4000)
                .u64(0x4000, 0x4f53_494e_464f_535aL)
                .u16(0x400e, 1)
                .u64(0x4020 + 5 * 20, 0x3ff_fe85_4000L)
                .u64(0x4020 + 11 * 20, 0x400_0000_0000L);

        OsInfo info = OsInfo.find(storage);
        assertThat(info.isPresent()).isTrue();
        assertThat(info.value(OsInfo.Entry.KERNEL_OFFSET)).hasValue(0x3ff_fe85_4000L);
        assertThat(info.value(OsInfo.Entry.IMAGE_END)).hasValue(0x400_0000_0000L);

        storage.u16(0x400e, 0);
        assertThat(OsInfo.find(storage).value(OsInfo.Entry.KERNEL_OFFSET)).isEmpty();
        storage.u64(0x4000, 1);
        assertThat(OsInfo.find(storage).isPresent()).isFalse();
        assertThat(OsInfo.find(new TestStorage(0x1000)).isPresent()).isFalse();
    }
}
