package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A guest that changes its list while it is read, and lists that are none. */
class TornListTest {

    private final SmallKernel small = SmallKernel.withDomains().boot(3);
    private final LinuxReader reader =
            new LinuxReader(small.storage, LinuxSettings.of(SmallKernel.MEMORY, KernelCache.inMemory()));

    private ZpciReading read() {
        assertThat(reader.probe()).isInstanceOf(LinuxProbe.Running.class);
        return reader.devices(Set.of());
    }

    /** Changes storage after each of the next batches. */
    private void meanwhile(int batches, Runnable change) {
        AtomicInteger left = new AtomicInteger(batches);
        small.storage.afterBatch(() -> {
            if (left.getAndDecrement() > 0) {
                change.run();
            }
        });
    }

    @Test
    void handleChangesOnce() {
        read();
        reader.probe();
        meanwhile(2, () -> small.storage.u32(small.member(1, "fh"), 0x8002_0009));

        ZpciReading reading = reader.devices(Set.of());

        assertThat(reading.attempts()).isEqualTo(2);
        assertThat(reading.device(0x200).orElseThrow().handle().bits()).isEqualTo(0x8002_0009);
    }

    @Test
    void handleChangesAllTheTime() {
        read();
        reader.probe();
        AtomicInteger handle = new AtomicInteger(0x8002_0100);
        meanwhile(1000, () -> small.storage.u32(small.member(1, "fh"), handle.incrementAndGet()));

        ZpciReading reading = reader.devices(Set.of());

        assertThat(reading.isKnown()).isFalse();
        assertThat(reading.attempts()).isEqualTo(3);
        assertThat(reading.problem()).contains("changed its list");
        small.storage.afterBatch(() -> {});
        assertThat(read().devices()).hasSize(3);
    }

    @Test
    void functionLeavesBetweenTwoReadings() {
        read();
        long first = small.member(0, "entry");
        long third = small.member(2, "entry");
        small.storage.u64(first, third).u64(third + 8, first);

        ZpciReading reading = read();

        assertThat(reading.devices()).extracting(ZpciDevice::fid).containsExactly(0x100L, 0x300L);
        assertThat(reading.attempts()).isEqualTo(1);
    }

    @Test
    void countersMayChangeAllTheTime() {
        read();
        long counter = small.member(1, "zbus") + 0x620;
        meanwhile(1000, () -> small.storage.u64(counter, small.storage.u64(counter) + 1));

        assertThat(read().attempts()).isEqualTo(1);
    }

    @Test
    void listThatNeverCloses() {
        small.storage.u64(small.member(2, "entry"), small.member(1, "entry"));

        assertThat(read().problem()).contains("changed its list");
    }

    @Test
    void linkToNowhere() {
        small.storage.u64(small.member(1, "entry"), 0x7fff_0000_0000L);

        assertThat(read().isKnown()).isFalse();
    }

    @Test
    void twoFunctionsOfOneFid() {
        small.storage.u32(small.member(1, "fid"), 0x100);

        assertThat(read().isKnown()).isFalse();
    }

    @Test
    void pointersToNowhereSpoilOnlyWhatTheyLeadTo() {
        small.storage.u64(small.member(1, "fmb"), 0x7fff_0000_0000L);
        small.storage.u64(small.member(1, "aibv"), 0x7fff_0000_0000L);
        small.storage.u64(small.member(1, "s390_domain"), 0x7fff_0000_0000L);
        small.storage.u64(small.member(1, "dma_table"), 0x7fff_0000_0000L);
        small.storage.u64(small.member(1, "zbus"), 0x7fff_0000_0000L);

        ZpciReading reading = read();

        ZpciDevice device = reading.device(0x200).orElseThrow();
        assertThat(reading.attempts()).isEqualTo(1);
        assertThat(device.uid()).isEqualTo(Known.of(0x12L));
        assertThat(device.measurement().isKnown()).isFalse();
        assertThat(device.interrupts().registration().isKnown()).isFalse();
        assertThat(device.dma().kind().isKnown()).isFalse();
        assertThat(device.dma().table().isKnown()).isFalse();
        assertThat(device.counters().mappedPages().isKnown()).isFalse();
        assertThat(device.pciAddress().isKnown()).isFalse();
        assertThat(device.driver().isKnown()).isFalse();
    }

    @Test
    void measurementBlockIsBeingWritten() {
        long lastUpdate = small.member(0, "zbus") + 0x508;
        small.storage.u64(lastUpdate, 0x1235);
        assertThat(read().devices().get(0).measurement().problem()).contains("changed each time");

        small.storage.u64(lastUpdate, 0x1236);
        assertThat(read().devices().get(0).measurement().value()).isPresent();
    }

    @Test
    void namesThatAreNone() {
        long name = small.member(0, "zbus") + 0xe00;
        small.storage.text(name, "\u0001\u00ff");
        assertThat(read().devices().get(0).pciAddress().isKnown()).isFalse();

        small.storage.text(name, "0011:00:00.0");
        assertThat(read().devices().get(0).pciAddress()).isEqualTo(Known.of("0011:00:00.0"));
    }

    @Test
    void driverIsUnboundAndAnotherBound() {
        assertThat(read().devices().get(0).driver()).isEqualTo(Known.of("nvme"));
        long driver = small.member(0, "zbus") + 0xa00 + 64;
        long pointer = small.storage.u64(driver);

        small.storage.u64(driver, 0);
        assertThat(read().devices().get(0).driver()).isEqualTo(Known.of(""));

        small.storage.u64(driver, pointer).text(small.storage.u64(pointer), "vfio-pci");
        assertThat(read().devices().get(0).driver()).isEqualTo(Known.of("vfio-pci"));
    }
}
