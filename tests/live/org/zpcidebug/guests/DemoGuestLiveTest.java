package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioQueue;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportFunction;
import org.zpcidebug.testing.DemoGuestReportFunction.Registration;
import org.zpcidebug.testing.DemoGuestReportFunction.State;
import org.zpcidebug.testing.DemoGuestReportHeader;
import org.zpcidebug.testing.DemoGuestReportMappings.Page;
import org.zpcidebug.testing.DemoGuestReportQueue;
import org.zpcidebug.testing.DemoGuestReportSite;
import org.zpcidebug.testing.LinuxPair;

/** Runs the demo guest with its default options in both QEMUs and takes it at its word, then looks for itself. */
class DemoGuestLiveTest {

    /** MPCIFC's recovery controls are not needed as long as there is no error. */
    private static final Set<String> NOT_BY_DEFAULT = Set.of("site_mpcifc_reset_error", "site_mpcifc_reset_block");

    private static final Map<Device, Integer> VIRTIO_TYPES =
            new EnumMap<>(Map.of(Device.BLK, 2, Device.NET, 1, Device.RNG, 4));

    @ParameterizedTest
    @EnumSource
    void getsReadyAndLoops(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.shared(pair)) {
            DemoGuestReportHeader before = demo.report().header();
            long micros = (before.readyClock() - before.bootClock()) >>> 12;
            assertThat(micros).as("from entry to ready").isBetween(1L, 60_000_000L);
            DemoGuestReportHeader after = demo.afterLoops(20).header();
            double seconds = ((after.loopClock() - before.loopClock()) >>> 12) / 1e6;
            assertThat((after.loops() - before.loops()) / seconds)
                    .as("loops a second")
                    .isLessThan(after.rate() * 1.1);
            assertThat(after.unexpectedInterruptions())
                    .as("%s", after.lastUnexpected())
                    .isZero();
            assertThat(after.siteInterruptions()).isZero();
            assertThat(after.unknownOptions()).isZero();
            assertThat(after.errorEvents() + after.availabilityEvents()).isZero();
            assertThat(after.address()).isEqualTo(DemoGuestReport.CURRENT);
            assertThat(after.snapshot()).isEqualTo(DemoGuestReport.PUBLISHED);
            assertThat(after.ramBytes()).isEqualTo(64 << 20);
            assertThat(after.cpus()).isEqualTo(1);
            assertThat(after.listEntries()).isEqualTo(3);
            assertThat(after.gate()).isEqualTo(DemoGuestReportHeader.Gate.NONE);
            assertThat(after.fault()).isEqualTo(DemoGuestReportHeader.Fault.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void executesEverySiteButThoseOfErrors(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.shared(pair)) {
            DemoGuestReport report = demo.await(later -> wellGone().forEach(name -> assertWentWell(later.site(name))));
            Map<String, Long> addresses = new LinkedHashMap<>();
            report.sites().forEach((name, site) -> addresses.put(name, site.address()));
            DemoGuestImage image = DemoGuestImage.kept();
            assertThat(addresses).containsExactlyInAnyOrderEntriesOf(image.sites());
            assertThat(addresses.keySet()).containsExactlyElementsOf(DemoGuestManual.sites());
            assertThat(addresses.values()).allSatisfy(address -> assertThat(address)
                    .isBetween(report.header().textStart(), report.header().textEnd() - 4));
            report.sites().keySet().stream()
                    .filter(name -> !wellGone().contains(name))
                    .forEach(name ->
                            assertThat(report.site(name).started()).as(name).isZero());
        }
    }

    private static Set<String> wellGone() {
        return DemoGuestManual.defaultSites().stream()
                .filter(name -> !NOT_BY_DEFAULT.contains(name))
                .collect(Collectors.toSet());
    }

    private static void assertWentWell(DemoGuestReportSite site) {
        boolean condition = !site.name().startsWith("site_sic");
        assertThat(site.started()).as(site.name()).isPositive();
        assertThat(site.finished()).as(site.name()).isEqualTo(site.started());
        assertThat(site.conditions()).as(site.name()).containsExactly(condition ? site.finished() : 0, 0L, 0L, 0L);
        assertThat(site.condition()).as(site.name()).isEqualTo(condition ? 0 : DemoGuestReportSite.NO_CONDITION);
        assertThat(site.interruptions()).as(site.name()).isZero();
        if (site.name().startsWith("site_clp")) {
            assertThat(site.status()).as(site.name()).isEqualTo(0x10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void setsUpEveryFunction(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.shared(pair)) {
            DemoGuestReport report = demo.afterLoops(5);
            assertThat(report.functions()).hasSize(3);
            for (Device device : Device.values()) {
                DemoGuestReportFunction function = report.function(device.fid());
                assertThat(function.uid()).isEqualTo(device.uid());
                assertThat(function.state()).isEqualTo(State.ENABLED);
                assertThat(function.fh()).as("enabled").isGreaterThan(0x80000000L);
                assertThat(function.vendor()).isEqualTo(0x1af4);
                assertThat(function.device()).isEqualTo(0x1040 + VIRTIO_TYPES.get(device));
                assertThat(function.virtioType()).isEqualTo(VIRTIO_TYPES.get(device));
                assertThat(function.driven()).isTrue();
                assertThat(function.bypass()).isFalse();
                assertThat(function.deviceStatus()).as("accepted, running").isEqualTo(0xf);
                assertThat(function.storedControls()).isPositive();
                assertThat(function.disagreements()).isZero();
                assertThat(function.storedControl()).as("enabled, registered").isEqualTo(0x90);
                assertThat(function.msix().entries()).isGreaterThanOrEqualTo(2);
                assertRegistered(report.header(), function, report.functions().indexOf(function));
            }
        }
    }

    private static void assertRegistered(DemoGuestReportHeader header, DemoGuestReportFunction function, int index) {
        Registration registration = function.registration();
        assertThat(registration.ioat() && registration.interrupts() && registration.measurement())
                .as("%s", registration)
                .isTrue();
        assertThat(registration.iota() & 0xfff).isEqualTo(0x804);
        assertThat(registration.pba()).isEqualTo(function.attributes().startDma());
        assertThat(registration.pal())
                .isEqualTo(function.mappings().trapIova() + (1L << 31) - 1)
                .isLessThanOrEqualTo(function.attributes().endDma());
        assertThat(registration.isc()).isEqualTo(2);
        assertThat((long) registration.noi())
                .isEqualTo(Math.min(
                        function.msix().entries(), function.attributes().noi()));
        assertThat(registration.aibv()).isPositive();
        assertThat(registration.aibvo()).isZero();
        assertThat(registration.aisb()).as("spread").isEqualTo(header.summaryAddress() + 8L * index);
        assertThat(registration.aisbo()).isZero();
        assertThat(registration.fmb()).isPositive();
        assertThat(function.mappings().bulkValid()).isEqualTo(64);
        assertThat(function.attributes().msiAddress()).isEqualTo(0xfe00_0000_0000_0000L);
    }

    /** The tables in the guest's memory are those that the report's rules describe, when the guest stands still. */
    @ParameterizedTest
    @EnumSource
    void keepsTheTablesItReports(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.shared(pair)) {
            DemoGuestReport report = demo.stop();
            try {
                report.functions().forEach(function -> assertTables(demo, function));
            } finally {
                demo.run();
            }
        }
    }

    /** Compares the tables in memory with the report. */
    static void assertTables(WatchedDemo demo, DemoGuestReportFunction function) {
        TableWalk walk = new TableWalk(demo.storage(), function.registration().iota());
        List<Page> expected =
                function.validPages().sorted(Comparator.comparing(Page::iova)).toList();
        assertThat(walk.pages).containsExactlyElementsOf(expected);
        assertThat(expected).hasSize((int) function.mappings().validPages());
        assertThat(expected).filteredOn(page -> !page.writable()).hasSize((int)
                function.mappings().readonlyPages());
        assertThat(walk.stale).isEqualTo((int) function.mappings().stalePages());
        assertThat(walk.largeFrames).hasSize((int) function.mappings().largeFrames());
        assertThat(walk.tableBytes).isEqualTo(function.mappings().tableBytes());
    }

    @ParameterizedTest
    @EnumSource
    void movesDataAndTakesInterruptions(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.shared(pair)) {
            DemoGuestReport before = demo.report();
            BigEndian entropy = entropy(demo, before);
            DemoGuestReport after = demo.await(report -> {
                assertMoved(before.function(Device.BLK.fid()), report.function(Device.BLK.fid()));
                assertMoved(before.function(Device.RNG.fid()), report.function(Device.RNG.fid()));
                assertThat(report.header().adapterInterrupts())
                        .isGreaterThan(before.header().adapterInterrupts());
            });
            assertThat(entropy(demo, after)).as("what virtio-rng wrote").isNotEqualTo(entropy);
            assertThat(after.header().iscInterrupts().get(2))
                    .isEqualTo(after.header().adapterInterrupts());
            assertThat(after.header().control6()).isEqualTo(0x80000000L >> 2);
            for (DemoGuestReportFunction function : after.functions()) {
                assertThat(function.counts().maps())
                        .isGreaterThanOrEqualTo(function.counts().completed());
                assertThat(function.vectors().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                        .isEqualTo(function.counts().interrupts());
            }
        }
    }

    private static void assertMoved(DemoGuestReportFunction before, DemoGuestReportFunction after) {
        assertThat(after.counts().completed()).isGreaterThan(before.counts().completed());
        assertThat(after.counts().interrupts()).isGreaterThan(before.counts().interrupts());
        DemoGuestReportQueue queue = after.queues().get(0);
        assertThat(after.vectors().get(queue.vector()))
                .isGreaterThan(before.vectors().get(queue.vector()));
        assertThat(queue.bytes()).isGreaterThan(before.queues().get(0).bytes());
    }

    private static BigEndian entropy(WatchedDemo demo, DemoGuestReport report) {
        long frame = report.function(Device.RNG.fid()).queues().get(0).frame();
        StorageRead read = demo.storage().read(frame, 256);
        assertThat(read.problem()).isNull();
        return read.bytes();
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithWhatTheHypervisorShows(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.shared(pair)) {
            DemoGuestReport report = demo.report();
            demo.disconnect();
            try (GuestSession session = GuestSession.open(demo.address())) {
                GuestSnapshot snapshot =
                        session.connected().get(30, TimeUnit.SECONDS).snapshot();
                assertThat(snapshot.functions())
                        .extracting(FunctionSnapshot::fid)
                        .containsExactlyInAnyOrderElementsOf(report.functions().stream()
                                .map(DemoGuestReportFunction::fid)
                                .toList());
                report.functions()
                        .forEach(own ->
                                assertAgrees(own, snapshot.function(own.fid()).orElseThrow()));
            }
        }
    }

    private static void assertAgrees(DemoGuestReportFunction own, FunctionSnapshot shown) {
        assertThat(shown.uid().value()).isEqualTo(own.uid());
        assertThat(shown.pci().value().vendor()).isEqualTo(own.vendor());
        assertThat(shown.pci().value().device()).isEqualTo(own.device());
        assertThat(shown.dma().registered().value())
                .isEqualTo(own.registration().ioat());
        assertThat(shown.dma().pal().value()).isEqualTo(own.registration().pal());
        assertThat(shown.virtio().value().started()).isTrue();
        assertThat(shown.virtio().value().translated()).isEqualTo(!own.bypass());
        assertThat(shown.queues().value())
                .extracting(VirtioQueue::descriptors)
                .contains(own.queues().get(0).descriptors());
    }
}
