package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportFunction;
import org.zpcidebug.testing.DemoGuestReportFunction.Msix;
import org.zpcidebug.testing.DemoGuestReportFunction.Registration;
import org.zpcidebug.testing.DemoGuestReportFunction.State;
import org.zpcidebug.testing.LinuxPair;

/** What the demo guest's options do, in both QEMUs. */
class DemoGuestOptionsLiveTest {

    private static DemoGuestReportFunction blk(DemoGuestReport report) {
        return report.function(Device.BLK.fid());
    }

    private static DemoGuestReportFunction rng(DemoGuestReport report) {
        return report.function(Device.RNG.fid());
    }

    /** Every word that README.md allows, numbers as decimal and hexadecimal ones. */
    private static Stream<String> words(DemoGuestManual.Option option) {
        List<String> values = option.isNumber() ? List.of("1", "0x1") : option.values();
        return values.stream().map(value -> option.name() + "=" + value);
    }

    private static long unknown(String words) throws Exception {
        try (WatchedDemo demo = WatchedDemo.start(
                DemoGuest.in(LinuxPair.BOOKWORM).devices(Set.of()).memory(16).options(words))) {
            DemoGuestReport report = demo.report();
            assertThat(report.header().commandLine()).isEqualTo(words.substring(0, Math.min(511, words.length())));
            return report.header().unknownOptions();
        }
    }

    @Test
    void understandsEveryDocumentedOption() throws Exception {
        List<String> words = DemoGuestManual.options().stream()
                .flatMap(DemoGuestOptionsLiveTest::words)
                .toList();
        assertThat(words).hasSizeGreaterThan(60);
        // QEMU hands over 895 characters at most.
        List<String> first = words.subList(0, words.size() / 2);
        List<String> second = words.subList(words.size() / 2, words.size());
        for (List<String> half : List.of(first, second)) {
            assertThat(unknown(String.join(" ", half)))
                    .as("unknown among %s", half)
                    .isZero();
        }
        String wrong = "nonsense rate=fast =1 dma=maybe mappings= publish=0x cpus";
        assertThat(unknown(wrong)).as(wrong).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource
    void buildsTheMappingsAskedFor(LinuxPair pair) throws Exception {
        String words = "mappings=3000 mapfid=0x100 pool=100 readonly=5 holes=9 stale=4 large=3 rate=1000"
                + " isc=5 aibvo=7 sic=all summary=packed pcilg=3";
        try (WatchedDemo demo = WatchedDemo.start(
                DemoGuest.in(pair).devices(Set.of(Device.BLK, Device.RNG)).options(words))) {
            demo.afterLoops(20);
            DemoGuestReport report = demo.await(later -> assertThat(later.functions())
                    .allSatisfy(function ->
                            assertThat(function.counts().interrupts()).isPositive()));
            assertThat(blk(report).mappings().bulkValid()).isEqualTo(3000);
            assertThat(rng(report).mappings().bulkValid()).isEqualTo(64);
            assertThat(report.functions()).allSatisfy(function -> {
                assertThat(function.mappings().largeFrames()).isEqualTo(3);
                assertThat(function.mappings().poolPages()).isEqualTo(100);
                assertThat(function.mappings().bulkReadonly()).isEqualTo(5);
                assertThat(function.mappings().bulkHole()).isEqualTo(9);
                assertThat(function.mappings().bulkStale()).isEqualTo(4);
                assertThat(function.registration().isc()).isEqualTo(5);
                assertThat(function.registration().aibvo()).isEqualTo(7);
                assertThat(function.disagreements()).isZero();
            });
            assertThat(report.functions())
                    .extracting(function -> function.registration().aisbo())
                    .containsExactly(0, 1);
            assertThat(report.header().singleInterruptionMode()).isFalse();
            assertThat(report.header().iscInterrupts().get(5))
                    .isPositive()
                    .isEqualTo(report.header().adapterInterrupts());
            assertThat(report.header().pcilg()).isEqualTo(3);
            assertThat(report.site("sic_single").started()).isZero();
            demo.stop().functions().forEach(function -> DemoGuestLiveTest.assertTables(demo, function));
        }
    }

    @ParameterizedTest
    @EnumSource
    void polls(LinuxPair pair) throws Exception {
        String words = "irq=off fmb=off refresh=used pcilg=0 pcistg=0 pcistb=0 stpcifc=0 clp=0 rate=0";
        try (WatchedDemo demo = WatchedDemo.startSmall(pair, words)) {
            DemoGuestReport before = demo.report();
            DemoGuestReport after =
                    demo.await(report -> assertThat(rng(report).counts().completed())
                            .isGreaterThan(rng(before).counts().completed() + 100));
            Registration registration = rng(after).registration();
            assertThat(registration.interrupts() || registration.measurement()).isFalse();
            assertThat(registration.fmb()).isZero();
            assertThat(after.header().adapterInterrupts()).isZero();
            for (String idle : List.of("pcilg", "pcistb", "stpcifc", "mpcifc_set_fmb", "mpcifc_reg_int")) {
                assertThat(after.site(idle).started()).as(idle).isZero();
            }
            for (String done : List.of("pcistg_config", "clp_list", "rpcit_range")) {
                assertThat(after.site(done).started())
                        .as(done)
                        .isPositive()
                        .isEqualTo(before.site(done).started());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void masksAVector(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.startSmall(pair, "mask=1 rate=1000 target=0x300")) {
            DemoGuestReport report = demo.await(
                    later -> assertThat(rng(later).counts().completed()).isGreaterThan(20));
            assertThat(rng(report).msix().masked()).isEqualTo(1);
            assertThat(rng(report).queues().get(0).vector()).isEqualTo(1);
            assertThat(rng(report).counts().interrupts()).isZero();
        }
        try (WatchedDemo demo = WatchedDemo.startSmall(pair, "dma=off reset=3 cycle=2 rate=1000")) {
            DemoGuestReport report = demo.await(later -> {
                assertThat(rng(later).resets()).isGreaterThan(2);
                assertThat(later.site("mpcifc_dereg_int").started()).isGreaterThan(5);
            });
            assertThat(rng(report).msix().masked()).isEqualTo(Msix.NONE);
            assertThat(rng(report).state()).isEqualTo(State.ENABLED);
            assertThat(rng(report).driven()).isTrue();
            assertThat(rng(report).disagreements()).isZero();
            assertThat(rng(report).counts().submitted()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void registersNoTables(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.startSmall(pair, "ioat=off")) {
            DemoGuestReport report = demo.afterLoops(3);
            assertThat(rng(report).state()).isEqualTo(State.ENABLED);
            assertThat(rng(report).registration().ioat()).isFalse();
            assertThat(rng(report).registration().iota()).isZero();
            assertThat(rng(report).registration().interrupts()).isTrue();
            assertThat(rng(report).driven()).isFalse();
            assertThat(rng(report).disagreements()).isZero();
            assertShown(demo, shown -> {
                assertThat(shown.dma().registered().value()).isFalse();
                assertThat(shown.virtio().value().started()).isFalse();
            });
        }
    }

    /** RAM outlives a reset of the machine, and so does the number of boots. */
    @ParameterizedTest
    @EnumSource
    void leavesFunctionsDisabledAndCountsBoots(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.startSmall(pair, "enable=off")) {
            DemoGuestReport report = demo.afterLoops(3);
            assertThat(rng(report).state()).isEqualTo(State.DISABLED);
            assertThat(rng(report).fh()).isPositive().isLessThan(0x80000000L);
            assertThat(report.header().boots()).isEqualTo(1);
            demo.execute("system_reset");
            demo.await(later -> {
                assertThat(later.header().boots()).isEqualTo(2);
                assertThat(later.header().ready()).isTrue();
            });
            assertShown(
                    demo, shown -> assertThat(shown.dma().registered().value()).isFalse());
        }
    }

    private static void assertShown(WatchedDemo demo, Consumer<FunctionSnapshot> check) throws Exception {
        demo.disconnect();
        try (GuestSession session = GuestSession.open(demo.address())) {
            check.accept(session.connected()
                    .get(30, TimeUnit.SECONDS)
                    .snapshot()
                    .function(Device.RNG.fid())
                    .orElseThrow());
        }
    }

    @ParameterizedTest
    @EnumSource
    void usesAbsoluteAddressesWithoutIommuPlatform(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.start(DemoGuest.in(pair)
                .devices(Set.of())
                .memory(16)
                .qemu("-device", "zpci,uid=0x13,fid=0x300,target=r")
                .qemu("-device", "virtio-rng-pci,id=r,disable-legacy=on"))) {
            DemoGuestReport report = demo.await(
                    later -> assertThat(rng(later).counts().interrupts()).isPositive());
            assertThat(rng(report).bypass()).isTrue();
            assertThat(rng(report).counts().completed()).isPositive();
            assertThat(rng(report).counts().maps()).isZero();
        }
    }
}
