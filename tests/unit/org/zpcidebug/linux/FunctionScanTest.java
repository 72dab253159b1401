package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zpcidebug.linux.KernelTypes.Source;
import org.zpcidebug.zpci.ConfigurationState;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.Iota;

/** Kernels that tell neither symbols nor types: nothing but the FIDs that the hypervisor knows. */
class FunctionScanTest {

    private static final Set<Long> FIDS = Set.of(0x100L, 0x200L, 0x300L);

    private final SmallKernel small = SmallKernel.withDomains().boot(3);
    private LinuxKernel kernel;

    private ZpciReading read(Set<Long> fids) {
        small.note("OSRELEASE=5.10.0-test\nSYMBOL(_stext)=100000\nKERNELOFFSET=0\n");
        // No type information either.
        small.storage.u64(0x20_0000, 0);
        LinuxReader reader =
                new LinuxReader(small.storage, LinuxSettings.of(SmallKernel.MEMORY, KernelCache.inMemory()));
        reader.probe();
        ZpciReading reading = reader.devices(fids);
        kernel = ((LinuxProbe.Running) reader.probe()).kernel();
        return reading;
    }

    @Test
    void functionsAreFoundAndWhatIsPlausibleOfThem() {
        ZpciReading reading = read(FIDS);

        assertThat(reading.problem()).isNull();
        assertThat(reading.devices()).extracting(ZpciDevice::fid).containsExactly(0x100L, 0x200L, 0x300L);
        assertThat(kernel.types().source()).isEqualTo(Source.SCAN);
        assertThat(kernel.symbols().source()).isEqualTo(KernelSymbols.Source.NONE);
        ZpciDevice device = reading.device(0x200).orElseThrow();
        assertThat(device.handle().bits()).isEqualTo(0x8002_0001);
        assertThat(device.state()).isEqualTo(Known.of(ConfigurationState.CONFIGURED));
        assertThat(device.pchid()).isEqualTo(Known.of(0x0a0b));
        assertThat(device.pfgid()).isEqualTo(Known.of(0xff));
        assertThat(device.interrupts().allocated()).isEqualTo(Known.of(3));
        assertThat(device.dma().window()).isEqualTo(Known.of(new DmaWindow(0x1_0000_0000L, 0x1_003f_ffffL)));
        assertThat(device.dma().iota()).isEqualTo(Known.of(Optional.of(new Iota(0x3c_0804))));
        assertThat(device.bars().value()).hasSize(2);
        assertThat(device.measurement().value().orElseThrow().block().loads()).isEqualTo(11);
    }

    @Test
    void whatIsNotFoundSaysWhy() {
        ZpciDevice device = read(FIDS).device(0x200).orElseThrow();

        assertThat(device.uid().problem()).contains("vmlinux");
        assertThat(device.pciAddress().problem()).contains("vmlinux");
        assertThat(device.counters().mappedPages().isKnown()).isFalse();
        assertThat(device.interrupts().registration().problem()).contains("zpci_sbv");
    }

    @Test
    void numbersThatOnlyLookLikeAFunction() {
        // The same two numbers with no links before them, and with links that go to themselves, as in a lock.
        small.storage.u32(0x8000 - 4, 1).u32(0x8000, 0x100).u32(0x8004, 0x8002_0000L);
        small.storage.u64(0x7fe0, 0x7fe0).u64(0x7fe8, 0x7fe0);

        assertThat(read(FIDS).devices()).hasSize(3);
    }

    @Test
    void functionsThatAreNotThere() {
        ZpciReading reading = read(Set.of(0x999L));

        assertThat(reading.isKnown()).isFalse();
        assertThat(reading.problem()).contains("was not found by looking");
        assertThat(read(Set.of()).problem()).contains("vmlinux");
    }

    @Test
    void scanIsNotRepeatedAtEveryRefresh() {
        small.note("OSRELEASE=5.10.0-test\nSYMBOL(_stext)=100000\nKERNELOFFSET=0\n");
        small.storage.u64(0x20_0000, 0);
        LinuxReader reader =
                new LinuxReader(small.storage, LinuxSettings.of(SmallKernel.MEMORY, KernelCache.inMemory()));
        reader.probe();
        reader.devices(Set.of(0x999L));
        int before = small.storage.batches();

        assertThat(reader.devices(Set.of(0x999L)).isKnown()).isFalse();
        assertThat(small.storage.batches()).isEqualTo(before);
        assertThat(reader.devices(Set.of(0x999L, 0x100L, 0x200L, 0x300L)).devices())
                .hasSize(3);
    }

    @Test
    void cancelled() {
        small.note("OSRELEASE=5.10.0-test\n");
        LinuxSettings settings = new LinuxSettings(
                SmallKernel.MEMORY, Optional.empty(), Optional.empty(), KernelCache.inMemory(), () -> true);
        LinuxReader reader = new LinuxReader(small.storage, settings);
        reader.probe();

        assertThat(reader.devices(FIDS).problem()).isEqualTo("cancelled");
    }
}
