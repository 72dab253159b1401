package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.linux.KernelCache;
import org.zpcidebug.linux.LinuxProbe;
import org.zpcidebug.linux.LinuxReader;
import org.zpcidebug.linux.LinuxSettings;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.linux.ZpciReading;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.memory.MemoryOptions;
import org.zpcidebug.testing.DemoGuestReportMappings.Page;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxFunction;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LinuxReport;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaWalk;
import org.zpcidebug.zpci.Iota;
import org.zpcidebug.zpci.Mappings;
import org.zpcidebug.zpci.ScanLimits;

/**
 * Lists the mappings of real Linux guests under IO: stopped for a moment, where another walker has to find the same and
 * the kernel's counters of pages mapped and unmapped have to differ by as many; and running, between two reports of the
 * guest.
 */
class LinuxTranslationLiveTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A guest with what is needed to read it. */
    private record Opened(Monitor monitor, GuestMemory memory, LinuxReader reader) implements AutoCloseable {

        static Opened of(LinuxGuest guest) throws Exception {
            Monitor monitor = QmpMonitor.open(new MonitorAddress.Unix(guest.monitorPath()))
                    .get(20, TimeUnit.SECONDS);
            GuestMemory memory = GuestMemoryFactory.open(
                    new InspectingMonitor(monitor), List.of(MemoryAccess.PROCESS), MemoryOptions.DEFAULT);
            LinuxReader reader = new LinuxReader(memory, LinuxSettings.of(memory.size(), KernelCache.inMemory()));
            return new Opened(monitor, memory, reader);
        }

        void execute(String command) throws Exception {
            monitor.execute(MonitorCommand.hmp(command)).get(20, TimeUnit.SECONDS);
        }

        List<ZpciDevice> devices() {
            assertThat(reader.probe()).isInstanceOf(LinuxProbe.Running.class);
            ZpciReading reading = reader.devices(Set.of());
            assertThat(reading.problem()).isNull();
            return reading.devices();
        }

        Mappings.Reading mappings(ZpciDevice device) {
            Mappings.Reading reading = Mappings.read(memory, space(device), ScanLimits.DEFAULT);
            assertThat(reading.result().isComplete()).isTrue();
            assertThat(reading.result().problems()).isEmpty();
            return reading;
        }

        @Override
        public void close() {
            memory.close();
            monitor.close();
        }
    }

    private static Iota iota(ZpciDevice device) {
        return device.dma().iota().value().orElseThrow();
    }

    private static DmaSpace space(ZpciDevice device) {
        return new DmaSpace(iota(device), device.dma().window().value());
    }

    @ParameterizedTest
    @EnumSource
    void listsWhatAnotherWalkerFindsAndTheKernelCounts(LinuxPair pair) throws Exception {
        try (Opened opened = Opened.of(LinuxGuest.shared(pair))) {
            // Where a mapping is half made at the moment of the stop, the next stop will do.
            Eventually.passes(LIMIT, () -> {
                opened.execute("stop");
                try {
                    List<ZpciDevice> devices = opened.devices();
                    assertThat(devices).hasSize(pair.functions());
                    for (ZpciDevice device : devices) {
                        compare(opened, device);
                    }
                } finally {
                    opened.execute("cont");
                }
            });
        }
    }

    private static void compare(Opened opened, ZpciDevice device) {
        Mappings mappings = opened.mappings(device).mappings();
        List<Page> mine = new ArrayList<>();
        for (int row = 0; row < mappings.size(); row++) {
            Page page = new Page(mappings.iova(row), mappings.address(row), mappings.isWritable(row));
            assertThat(DmaWalk.translate(opened.memory(), space(device), page.iova())
                            .address())
                    .isEqualTo(page.frame());
            mine.add(page);
        }
        TableWalk other = new TableWalk(opened.memory(), iota(device).bits());
        assertThat(mine).isNotEmpty().isEqualTo(other.pages);
        assertThat(opened.mappings(device).result().tableBytes()).isEqualTo(other.tableBytes);
        assertThat(opened.mappings(device).result().stale()).isEqualTo(other.stale);
        long counted = device.counters().mappedPages().value()
                - device.counters().unmappedPages().value();
        assertThat((long) mine.size()).isEqualTo(counted);
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithWhatTheGuestPrints(LinuxPair pair) throws Exception {
        LinuxGuest guest = LinuxGuest.shared(pair);
        try (Opened opened = Opened.of(guest)) {
            LinuxReport before = guest.latestReport().orElseGet(guest::nextReport);
            List<ZpciDevice> devices = opened.devices();
            List<Integer> counts = new ArrayList<>();
            for (ZpciDevice device : devices) {
                counts.add(opened.mappings(device).mappings().size());
            }
            LinuxReport after = guest.nextReport();
            for (int i = 0; i < devices.size(); i++) {
                LinuxFunction first = before.function(devices.get(i).fid());
                LinuxFunction second = after.function(devices.get(i).fid());
                assertThat((long) counts.get(i))
                        .as("valid pages of %s", first.address())
                        .isBetween(
                                first.mappedPages() - second.unmappedPages(),
                                second.mappedPages() - first.unmappedPages());
            }
        }
    }
}
