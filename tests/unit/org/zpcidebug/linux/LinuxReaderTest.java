package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.linux.KallsymsData.Form;
import org.zpcidebug.linux.KernelTypes.Source;
import org.zpcidebug.linux.ZpciDevice.Bar;
import org.zpcidebug.linux.ZpciDevice.DmaKind;
import org.zpcidebug.zpci.ConfigurationState;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.Iota;

/** The whole way from storage to devices, on kernels written for this test. */
class LinuxReaderTest {

    private static final Set<Long> FIDS = Set.of(0x100L, 0x200L, 0x300L);

    private static LinuxReader reader(SmallKernel kernel) {
        return new LinuxReader(kernel.storage, LinuxSettings.of(SmallKernel.MEMORY, KernelCache.inMemory()));
    }

    private static ZpciReading read(LinuxReader reader) {
        LinuxProbe probe = reader.probe();
        assertThat(probe).as(probe.words()).isInstanceOf(LinuxProbe.Running.class);
        return reader.devices(FIDS);
    }

    private static LinuxKernel kernel(LinuxReader reader) {
        return ((LinuxProbe.Running) reader.probe()).kernel();
    }

    private static List<Long> fids(ZpciReading reading) {
        assertThat(reading.problem()).isNull();
        return reading.devices().stream().map(ZpciDevice::fid).toList();
    }

    @Test
    void everythingOfOneFunction() {
        SmallKernel small = SmallKernel.withDomains().boot(3);
        LinuxReader reader = reader(small);

        ZpciDevice device = read(reader).device(0x200).orElseThrow();

        assertThat(device.handle()).isEqualTo(new FunctionHandle(0x8002_0001));
        assertThat(device.state()).isEqualTo(Known.of(ConfigurationState.CONFIGURED));
        assertThat(device.uid()).isEqualTo(Known.of(0x12L));
        assertThat(device.pchid()).isEqualTo(Known.of(0x0a0b));
        assertThat(device.pfgid()).isEqualTo(Known.of(0xff));
        assertThat(device.pft()).isEqualTo(Known.of(5));
        assertThat(device.vfn()).isEqualTo(Known.of(0));
        assertThat(device.mio()).isEqualTo(Known.of(false));
        assertThat(device.maxStoreBlock()).isEqualTo(Known.of(128));
        assertThat(device.bars().value())
                .containsExactly(new Bar(1, 4, 16 << 20, Known.of(1)), new Bar(4, 0x0c00_0000, 16 << 10, Known.of(4)));
        assertThat(device.pciAddress()).isEqualTo(Known.of("0012:00:00.0"));
        assertThat(device.driver()).isEqualTo(Known.of("virtio-pci"));
    }

    @Test
    void dmaInterruptsAndMeasurement() {
        SmallKernel small = SmallKernel.withDomains().boot(3);

        ZpciDevice device = read(reader(small)).device(0x300).orElseThrow();

        assertThat(device.dma().window()).isEqualTo(Known.of(new DmaWindow(0x1_0000_0000L, 0x1_003f_ffffL)));
        assertThat(device.dma().kind()).isEqualTo(Known.of(DmaKind.KERNEL_LAZY));
        assertThat(device.dma().table()).isEqualTo(Known.of(OptionalLong.of(0x3c_0000)));
        long vector = small.member(2, "zbus") + 0x480;
        assertThat(device.interrupts().registration())
                .isEqualTo(Known.of(
                        Optional.of(new InterruptRegistration(2, 3, vector, 0, true, SmallKernel.SUMMARY_BITS, 2))));
        assertThat(device.interrupts().allocated()).isEqualTo(Known.of(3));
        assertThat(device.interrupts().limit()).isEqualTo(Known.of(128));
        assertThat(device.interrupts().messageAddress()).isEqualTo(Known.of(0xfe00_0000_0000_0000L));
        ZpciDevice.Measurement measurement = device.measurement().value().orElseThrow();
        assertThat(measurement.address()).isEqualTo(small.member(2, "zbus") + 0x500);
        assertThat(measurement.interval()).isEqualTo(Known.of(4000));
        assertThat(measurement.block().samples()).isEqualTo(7);
        assertThat(measurement.block().loads()).isEqualTo(11);
        assertThat(measurement.block().refreshes()).isEqualTo(44);
        assertThat(device.counters().mappedPages()).isEqualTo(Known.of(3000L));
        assertThat(device.counters().syncRefreshes()).isEqualTo(Known.of(3004L));
        assertThat(device.counters().allocatedPages().problem()).contains("no member allocated_pages");
    }

    @Test
    void firstTableIsOfTheKindThatTheKernelSays() {
        SmallKernel small = SmallKernel.withDomains().boot(1);
        long domain = small.member(0, "zbus") + 0x600;
        for (int type : new int[] {0x4, 0x8, 0xc}) {
            small.storage.u8(domain + 80, type);
            ZpciDevice device = read(reader(small)).devices().get(0);
            assertThat(device.dma().iota()).isEqualTo(Known.of(Optional.of(new Iota(0x3c_0800L | type))));
        }
    }

    @Test
    void domainsWithoutTables() {
        SmallKernel small = SmallKernel.withDomains().boot(1);
        long domain = small.member(0, "zbus") + 0x600;

        small.storage.u32(domain, 4);
        ZpciDevice identity = read(reader(small)).devices().get(0);
        assertThat(identity.dma().kind()).isEqualTo(Known.of(DmaKind.IDENTITY));
        assertThat(identity.dma().iota()).isEqualTo(Known.of(Optional.of(new Iota(0))));
        assertThat(identity.counters().mappedPages().isKnown()).isFalse();

        small.storage.u32(domain, 0);
        ZpciDevice blocked = read(reader(small)).devices().get(0);
        assertThat(blocked.dma().kind()).isEqualTo(Known.of(DmaKind.BLOCKED));
        assertThat(blocked.dma().iota()).isEqualTo(Known.of(Optional.empty()));

        small.storage.u32(domain, 1);
        assertThat(read(reader(small)).devices().get(0).dma().kind()).isEqualTo(Known.of(DmaKind.USER));
        small.storage.u64(small.member(0, "s390_domain"), 0);
        assertThat(read(reader(small)).devices().get(0).dma().kind()).isEqualTo(Known.of(DmaKind.BLOCKED));
    }

    @Test
    void kernelWithDmaCodeOfItsOwn() {
        SmallKernel small = SmallKernel.withOwnDma().boot(2);

        ZpciDevice device = read(reader(small)).device(0x200).orElseThrow();

        assertThat(device.dma().kind()).isEqualTo(Known.of(DmaKind.KERNEL));
        assertThat(device.dma().iota()).isEqualTo(Known.of(Optional.of(new Iota(0x3c_0804))));
        assertThat(device.counters().allocatedPages()).isEqualTo(Known.of(4L));
        assertThat(device.counters().mappedPages()).isEqualTo(Known.of(2000L));
        assertThat(device.counters().unmappedPages()).isEqualTo(Known.of(2001L));
        assertThat(device.counters().globalRefreshes().isKnown()).isFalse();

        small.storage.u64(small.member(1, "lazy_bitmap"), 0x5000);
        assertThat(read(reader(small)).device(0x200).orElseThrow().dma().kind())
                .isEqualTo(Known.of(DmaKind.KERNEL_LAZY));
        small.storage.u64(small.member(1, "s390_domain"), 0x5000);
        assertThat(read(reader(small)).device(0x200).orElseThrow().dma().kind()).isEqualTo(Known.of(DmaKind.USER));
    }

    @Test
    void disabledFunctionHasRegisteredNothing() {
        SmallKernel small = SmallKernel.withDomains().boot(1);
        small.storage.u32(small.member(0, "fh"), 0x0002_0000).u64(small.member(0, "aibv"), 0);
        small.storage.u64(small.member(0, "fmb"), 0);

        ZpciDevice device = read(reader(small)).devices().get(0);

        assertThat(device.dma().iota()).isEqualTo(Known.of(Optional.empty()));
        assertThat(device.interrupts().registration()).isEqualTo(Known.of(Optional.empty()));
        assertThat(device.measurement()).isEqualTo(Known.of(Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void everyFormOfSymbols(Form form) {
        LinuxReader reader = reader(SmallKernel.withDomains().with(form).boot(2));

        assertThat(fids(read(reader))).containsExactly(0x100L, 0x200L);
        assertThat(kernel(reader).symbols().source()).isEqualTo(KernelSymbols.Source.KALLSYMS);
        assertThat(kernel(reader).notices()).isEmpty();
    }

    @Test
    void listAndSummaryBitsWithoutTheirNames() {
        LinuxReader reader = reader(
                SmallKernel.withDomains().without("zpci_list", "zpci_sbv").boot(2));

        ZpciReading reading = read(reader);

        assertThat(fids(reading)).containsExactly(0x100L, 0x200L);
        assertThat(reading.devices().get(1).interrupts().registration().value())
                .hasValueSatisfying(r -> assertThat(r.summaryAddress()).isEqualTo(SmallKernel.SUMMARY_BITS));
    }

    @Test
    void typesByTheirMagicWhenNoVariableHasAName() {
        LinuxReader reader = reader(SmallKernel.withDomains()
                .without("init_task", "__start_BTF", "__stop_BTF", "zpci_list", "zpci_sbv")
                .boot(2));

        assertThat(fids(read(reader))).containsExactly(0x100L, 0x200L);
        assertThat(kernel(reader).types().source()).isEqualTo(Source.BTF);
    }

    @Test
    void aGuestWithoutFunctionsAndThenWithSome() {
        SmallKernel small = SmallKernel.withDomains().without("zpci_list").boot(0);
        LinuxReader reader = reader(small);
        assertThat(fids(read(reader))).isEmpty();

        small.boot(2);
        assertThat(fids(read(reader))).containsExactly(0x100L, 0x200L);
    }

    @Test
    void aRefreshIsFiveBatches() {
        SmallKernel small = SmallKernel.withDomains().boot(3);
        LinuxReader reader = reader(small);
        read(reader);
        read(reader);

        int before = small.storage.batches();
        ZpciReading reading = read(reader);

        assertThat(fids(reading)).hasSize(3);
        assertThat(reading.attempts()).isEqualTo(1);
        assertThat(small.storage.batches() - before).isEqualTo(5);
    }

    @Test
    void guestsThatAreNotLinuxOrNotYet() {
        SmallKernel small = SmallKernel.withDomains();
        LinuxReader reader = reader(small);
        assertThat(reader.probe()).isInstanceOf(LinuxProbe.Absent.class);
        assertThat(reader.devices(FIDS).problem()).contains("No Linux kernel");

        small.storage.u64(VmCoreInfoNote.POINTER, 0x1001);
        assertThat(reader.probe()).isInstanceOf(LinuxProbe.Booting.class);

        small.boot(1);
        assertThat(fids(read(reader))).containsExactly(0x100L);
        assertThat(reader.probe().words()).isEqualTo("Linux 6.99.0-test (symbols: kallsyms, types: btf)");
    }

    @Test
    void guestThatIsStartedAgain() {
        SmallKernel small = SmallKernel.withDomains().boot(2);
        LinuxReader reader = reader(small);
        read(reader);

        small.storage.u64(VmCoreInfoNote.POINTER, 0);
        assertThat(reader.probe()).isInstanceOf(LinuxProbe.Absent.class);
        assertThat(reader.devices(FIDS).isKnown()).isFalse();

        SmallKernel other = SmallKernel.withOwnDma().release("7.0").boot(1);
        small.storage.put(0, other.storage.copy(0, SmallKernel.MEMORY));
        assertThat(fids(read(reader))).containsExactly(0x100L);
        assertThat(kernel(reader).release()).isEqualTo("7.0");
    }
}
