package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.linux.KernelTypes.Source;
import org.zpcidebug.linux.ZpciDevice.DmaKind;
import org.zpcidebug.s390.Translation;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxFunction;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LinuxReport;
import org.zpcidebug.zpci.ConfigurationState;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.Iota.Designation;
import org.zpcidebug.zpci.MeasurementBlock;

/** Reads Linux guests of both pairs with IO running and compares with what they print, bracketed by two reports. */
class LinuxReaderLiveTest {

    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final long WINDOW = 0x1_0000_0000L;

    private static Set<Long> fids(LinuxReport report) {
        return report.functions().stream().map(LinuxFunction::fid).collect(Collectors.toSet());
    }

    private static ZpciReading read(LinuxReader reader) {
        LinuxProbe probe = reader.probe();
        assertThat(probe).as(probe.words()).isInstanceOf(LinuxProbe.Running.class);
        ZpciReading reading = reader.devices(Set.of());
        assertThat(reading.problem()).isNull();
        return reading;
    }

    private static LinuxReport measuredReport(LinuxGuest guest) {
        return Eventually.returns(MEASURED, () -> {
            LinuxReport report = guest.nextReport();
            assertThat(report.functions()).allMatch(LinuxFunction::measured);
            return report;
        });
    }

    private static void between(
            LinuxFunction before, long mine, LinuxFunction after, ToLongFunction<LinuxFunction> counter) {
        assertThat(mine).isBetween(counter.applyAsLong(before), counter.applyAsLong(after));
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheGuest(LinuxPair pair) throws Exception {
        LinuxGuest guest = LinuxGuest.shared(pair);
        try (LiveMemory live = LiveMemory.of(guest)) {
            LinuxReader reader = live.reader();
            LinuxReport before = measuredReport(guest);
            ZpciReading reading = read(reader);
            LinuxReport after = guest.nextReport();

            assertThat(reading.devices()).extracting(ZpciDevice::fid).containsExactlyInAnyOrderElementsOf(fids(before));
            for (ZpciDevice device : reading.devices()) {
                LinuxFunction own = before.function(device.fid());
                sameIdentity(device, own);
                counters(own, device, after.function(device.fid()));
                dma(device, live.memory().size());
                interrupts(device);
            }
        }
    }

    private static void sameIdentity(ZpciDevice device, LinuxFunction own) {
        assertThat(device.handle().bits()).isEqualTo((int) own.handle());
        assertThat(device.state()).isEqualTo(Known.of(ConfigurationState.CONFIGURED));
        assertThat(device.uid()).isEqualTo(Known.of(own.uid()));
        assertThat(device.pchid()).isEqualTo(Known.of(own.pchid()));
        assertThat(device.pfgid()).isEqualTo(Known.of(own.pfgid()));
        assertThat(device.pft()).isEqualTo(Known.of(own.pft()));
        assertThat(device.vfn()).isEqualTo(Known.of(own.vfn()));
        assertThat(device.pciAddress()).isEqualTo(Known.of(own.address()));
        assertThat(device.driver()).isEqualTo(Known.of(own.driver().orElse("")));
    }

    private static void counters(LinuxFunction before, ZpciDevice device, LinuxFunction after) {
        between(before, device.counters().mappedPages().value(), after, LinuxFunction::mappedPages);
        between(before, device.counters().unmappedPages().value(), after, LinuxFunction::unmappedPages);
        MeasurementBlock block = device.measurement().value().orElseThrow().block();
        between(before, block.samples(), after, LinuxFunction::samples);
        between(before, block.loads(), after, LinuxFunction::loads);
        between(before, block.stores(), after, LinuxFunction::stores);
        between(before, block.storeBlocks(), after, LinuxFunction::storeBlocks);
        between(before, block.refreshes(), after, LinuxFunction::refreshes);
        between(before, block.lastUpdate(), after, f -> f.statistics().get("Last update TOD"));
        if (before.statistics().containsKey("Sync Map RPCITs")) {
            between(before, device.counters().syncMapRefreshes().value(), after, f -> f.statistics()
                    .get("Sync Map RPCITs"));
        }
    }

    private static void dma(ZpciDevice device, long memory) {
        assertThat(device.dma().window().value().first()).isEqualTo(WINDOW);
        assertThat(device.dma().window().value().last()).isEqualTo(WINDOW + memory - 1);
        assertThat(device.dma().kind().value()).isIn(DmaKind.KERNEL, DmaKind.KERNEL_LAZY);
        assertThat(device.dma().iota().value().orElseThrow().designation()).isEqualTo(Designation.REGION_THIRD_TABLE);
        assertThat(device.dma().iota().value().orElseThrow().origin())
                .isEqualTo(device.dma().table().value().getAsLong());
    }

    private static void interrupts(ZpciDevice device) {
        InterruptRegistration registration =
                device.interrupts().registration().value().orElseThrow();
        assertThat(registration.subclass()).isEqualTo(2);
        assertThat(registration.count())
                .isBetween(device.interrupts().allocated().value(), 0xfff);
        assertThat(registration.vector()).isPositive();
        assertThat(registration.summaryAddress() % Long.BYTES).isZero();
        assertThat(device.interrupts().messageAddress()).isEqualTo(Known.of(0xfe00_0000_0000_0000L));
    }

    @ParameterizedTest
    @EnumSource
    void saysWhereSymbolsAndTypesComeFrom(LinuxPair pair) throws Exception {
        try (LiveMemory live = LiveMemory.of(LinuxGuest.shared(pair))) {
            LinuxReader reader = live.reader();
            read(reader);
            LinuxKernel kernel = ((LinuxProbe.Running) reader.probe()).kernel();

            assertThat(kernel.symbols().source()).isEqualTo(KernelSymbols.Source.KALLSYMS);
            assertThat(kernel.types().source()).isEqualTo(pair == LinuxPair.BOOKWORM ? Source.LAYOUT : Source.BTF);
            assertThat(kernel.release()).startsWith(pair == LinuxPair.BOOKWORM ? "6.1." : "6.12.");
            assertThat(kernel.buildId()).hasSize(40);
            assertThat(kernel.notices()).isEmpty();
            assertThat(kernel.symbols().address("zpci_list").isPresent()).isEqualTo(pair == LinuxPair.BACKPORTS);
            long function = kernel.symbols().address("zpci_mod_fc").orElseThrow();
            assertThat(kernel.symbols().at(function + 0x34).orElseThrow())
                    .satisfies(p -> assertThat(p.name()).isEqualTo("zpci_mod_fc"))
                    .satisfies(p -> assertThat(p.offset()).isEqualTo(0x34));
        }
    }

    @ParameterizedTest
    @EnumSource
    void addressesByArithmeticAreThoseOfTheTables(LinuxPair pair) throws Exception {
        try (LiveMemory live = LiveMemory.of(LinuxGuest.shared(pair))) {
            LinuxReader reader = live.reader();
            List<ZpciDevice> devices = read(reader).devices();
            LinuxKernel kernel = ((LinuxProbe.Running) reader.probe()).kernel();
            VmCoreInfo info = VmCoreInfoNote.find(live.memory()).info();
            KernelAddressSpace walked = new KernelAddressSpace(live.memory(), info, OsInfo.find(live.memory()), 0);

            assertThat(devices).hasSize(pair.functions());
            for (ZpciDevice device : devices) {
                Translation table = walked.translate(device.address());
                assertThat(table.problem()).isNull();
                assertThat(table.absolute())
                        .isEqualTo(kernel.space().translate(device.address()).absolute());
            }
        }
    }

    /** Our own time, by the clock of the thread, when nobody else used the caches: a busy machine does not fail it. */
    @ParameterizedTest
    @EnumSource
    void takesLittleTime(LinuxPair pair) throws Exception {
        try (LiveMemory live = LiveMemory.of(LinuxGuest.shared(pair))) {
            assertThat(leastTime(3, () -> read(live.reader()))).isLessThan(Duration.ofSeconds(1));

            LinuxReader reader = live.reader();
            read(reader);
            int refreshes = 40;
            Duration least = leastTime(5, () -> {
                for (int i = 0; i < refreshes; i++) {
                    assertThat(read(reader).devices()).hasSize(pair.functions()).allMatch(d -> d.driver()
                            .isKnown());
                }
            });
            assertThat(least.dividedBy(refreshes)).isLessThan(Duration.ofMillis(5));
        }
    }

    private static Duration leastTime(int runs, Runnable work) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        return IntStream.range(0, runs)
                .mapToObj(run -> {
                    long start = clock.getCurrentThreadCpuTime();
                    work.run();
                    return Duration.ofNanos(clock.getCurrentThreadCpuTime() - start);
                })
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void scanAgreesWithTypes(LinuxPair pair) throws Exception {
        LinuxGuest guest = LinuxGuest.shared(pair);
        LinuxReport report = measuredReport(guest);
        try (LiveMemory live = LiveMemory.of(guest)) {
            ZpciReading known = read(live.reader());
            LinuxReader blind = new LinuxReader(new BlindStorage(live.memory()), live.settings());
            assertThat(blind.probe()).isInstanceOf(LinuxProbe.Running.class);

            ZpciReading scanned = blind.devices(fids(report));

            assertThat(((LinuxProbe.Running) blind.probe()).kernel().types().source())
                    .isEqualTo(Source.SCAN);
            assertThat(scanned.problem()).isNull();
            assertThat(scanned.devices()).hasSameSizeAs(known.devices());
            for (ZpciDevice device : scanned.devices()) {
                ZpciDevice own = known.device(device.fid()).orElseThrow();
                assertThat(device.address()).isEqualTo(own.address());
                assertThat(device.handle()).isEqualTo(own.handle());
                assertThat(device.state()).isEqualTo(own.state());
                assertThat(device.pfgid()).isEqualTo(own.pfgid());
                assertThat(device.bars()).isEqualTo(own.bars());
                assertThat(device.dma().window()).isEqualTo(own.dma().window());
                assertThat(device.dma().table()).isEqualTo(own.dma().table());
                assertThat(device.dma().iota()).isEqualTo(own.dma().iota());
                assertThat(device.interrupts().allocated())
                        .isEqualTo(own.interrupts().allocated());
                assertThat(device.interrupts().indicators())
                        .isEqualTo(own.interrupts().indicators());
                assertThat(device.measurement().value().orElseThrow().address())
                        .isEqualTo(own.measurement().value().orElseThrow().address());
            }
        }
    }
}
