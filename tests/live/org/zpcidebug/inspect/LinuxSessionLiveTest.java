package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.AllowList;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioQueue;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxFunction;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LinuxReport;
import org.zpcidebug.testing.QemuGuest;

/** Inspects Linux guests of both pairs and compares with what they say themselves. */
class LinuxSessionLiveTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static GuestSession open(LinuxGuest guest) {
        return GuestSession.open(new MonitorAddress.Unix(guest.monitorPath()));
    }

    /** The first snapshot in which the guest was read: on a busy machine that takes longer than a sample waits. */
    private static GuestSnapshot first(GuestSession session) throws Exception {
        session.connected().get(30, TimeUnit.SECONDS);
        return Eventually.returns(LIMIT, () -> {
            GuestSnapshot snapshot = session.state().snapshot();
            assertThat(snapshot.guest().system().state()).isEqualTo(GuestSystem.State.LINUX);
            return snapshot;
        });
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithTheGuest(LinuxPair pair) throws Exception {
        LinuxGuest guest = LinuxGuest.shared(pair);
        LinuxReport report = guest.nextReport();
        try (GuestSession session = open(guest)) {
            GuestSnapshot snapshot = first(session);
            assertThat(snapshot.notices()).isEmpty();
            assertThat(snapshot.functions())
                    .extracting(FunctionSnapshot::fid)
                    .containsExactlyElementsOf(report.functions().stream()
                            .map(LinuxFunction::fid)
                            .sorted()
                            .toList());
            for (LinuxFunction own : report.functions()) {
                FunctionSnapshot function = snapshot.function(own.fid()).orElseThrow();
                assertThat(function.uid().value().longValue()).isEqualTo(own.uid());
                assertThat(function.dma().registered().value()).isTrue();
                assertThat(function.dma().pal().value())
                        .isEqualTo(
                                0x1_0000_0000L + snapshot.guest().memoryBytes().value() - 1);
                assertThat(function.interpreted().value()).isFalse();
            }
        }
    }

    private static LinuxReport measuredReport(LinuxGuest guest) {
        return Eventually.returns(LIMIT, () -> {
            LinuxReport report = guest.nextReport();
            assertThat(report.functions()).allMatch(LinuxFunction::measured);
            return report;
        });
    }

    private static JsonObject part(JsonObject function, String name) {
        return function.getAsJsonObject(name);
    }

    private static void between(
            LinuxFunction before, JsonElement mine, LinuxFunction after, ToLongFunction<LinuxFunction> counter) {
        assertThat(mine.getAsLong()).isBetween(counter.applyAsLong(before), counter.applyAsLong(after));
    }

    /** What the snapshot says of the inside of the guest, bracketed by two reports of the guest. */
    @ParameterizedTest
    @EnumSource
    void theSnapshotAgreesWithTheReport(LinuxPair pair) throws Exception {
        LinuxGuest guest = LinuxGuest.shared(pair);
        try (GuestSession session = open(guest)) {
            first(session);
            measuredReport(guest);
            // A sample does not wait long for its look: then it has the newest one, which can be older than the report.
            Eventually.passes(LIMIT, () -> agrees(guest, session));
        }
    }

    private static void agrees(LinuxGuest guest, GuestSession session) throws Exception {
        LinuxReport before = guest.nextReport();
        GuestSnapshot snapshot = session.refresh().get(30, TimeUnit.SECONDS).snapshot();
        LinuxReport after = guest.nextReport();
        JsonObject document = SnapshotJson.toJson(snapshot);
        JsonObject inside = part(document, "guest");
        assertThat(inside.get("os").getAsString()).isEqualTo("linux");
        assertThat(inside.get("release").getAsString())
                .startsWith(guest.pair() == LinuxPair.BOOKWORM ? "6.1." : "6.12.");
        assertThat(inside.get("memoryAccess").getAsString()).isEqualTo("process");
        assertThat(inside.get("symbols").getAsString()).isEqualTo("kallsyms");
        assertThat(inside.get("types").getAsString()).isEqualTo(guest.pair() == LinuxPair.BOOKWORM ? "layout" : "btf");
        for (JsonElement each : document.getAsJsonArray("functions")) {
            JsonObject function = each.getAsJsonObject();
            long fid = Long.decode(function.get("fid").getAsString());
            agrees(before.function(fid), function, after.function(fid));
        }
    }

    private static void agrees(LinuxFunction before, JsonObject function, LinuxFunction after) {
        assertThat(function.get("handle").getAsString()).isEqualTo(String.format("0x%08x", before.handle()));
        assertThat(function.get("state").getAsString()).isEqualTo("configured");
        assertThat(function.get("enabled").getAsBoolean()).isTrue();
        assertThat(function.get("address").getAsString()).isEqualTo(before.address());
        assertThat(function.get("pchid").getAsString()).isEqualTo(String.format("0x%04x", before.pchid()));
        JsonObject linux = part(function, "linux");
        assertThat(linux.get("driver").getAsString()).isEqualTo(before.driver().orElse(""));
        between(before, linux.get("mappedPages"), after, LinuxFunction::mappedPages);
        between(before, linux.get("unmappedPages"), after, LinuxFunction::unmappedPages);
        JsonObject counters = part(function, "measurement");
        between(before, counters.get("samples"), after, LinuxFunction::samples);
        between(before, counters.get("loads"), after, LinuxFunction::loads);
        between(before, counters.get("stores"), after, LinuxFunction::stores);
        between(before, counters.get("storeBlocks"), after, LinuxFunction::storeBlocks);
        between(before, counters.get("refreshes"), after, LinuxFunction::refreshes);
        JsonObject dma = part(function, "dma");
        assertThat(dma.get("tableType").getAsString()).isEqualTo("RT");
        assertThat(dma.get("pba").getAsString()).isEqualTo("0x100000000");
        assertThat(dma.get("mappedPages").getAsLong()).isPositive();
        assertThat(part(function, "interrupts").get("isc").getAsInt()).isEqualTo(2);
        assertThat(part(function, "sources").get("handle").getAsString()).isEqualTo("GUEST");
    }

    /** The block's own clock tells the rate, whenever we happen to look: QEMU updates it every 4 s. */
    @ParameterizedTest
    @EnumSource
    void ratesFollowTheBlock(LinuxPair pair) throws Exception {
        try (GuestSession session = open(LinuxGuest.shared(pair));
                GuestSession.Demand demand = session.demand(2)) {
            assertThat(demand).isNotNull();
            first(session);
            MeasurementRates rates = Eventually.returns(LIMIT, () -> {
                Value<MeasurementRates> seen =
                        session.state().snapshot().function(0x100).orElseThrow().rates();
                assertThat(seen.reason()).isNull();
                return seen.value();
            });
            assertThat(rates.seconds()).isBetween(3.0, 60.0);
            assertThat(rates.refreshes()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyFieldIsKnownOrDoesNotApply(LinuxPair pair) throws Exception {
        try (GuestSession session = open(LinuxGuest.shared(pair))) {
            for (FunctionSnapshot function : first(session).functions()) {
                List<String> unknown = FunctionFields.all().stream()
                        .filter(field -> !field.get().apply(function).isKnown())
                        .map(FunctionField::path)
                        .filter(path -> !path.startsWith("probe."))
                        .toList();
                assertThat(unknown)
                        .isSubsetOf(
                                "relaxedTranslation",
                                "virtio",
                                "queues",
                                "measurement.perSecond",
                                "linux.syncMapRefreshes",
                                "linux.syncRefreshes",
                                "linux.globalRefreshes");
                assertThat(function.virtio().isKnown())
                        .isEqualTo(function.type().value().startsWith("virtio-"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void queuesMoveWhileTheGuestDoesIo(LinuxPair pair) throws Exception {
        try (GuestSession session = open(LinuxGuest.shared(pair));
                GuestSession.Demand demand = session.demand(2)) {
            assertThat(demand).isNotNull();
            List<VirtioQueue> before =
                    first(session).function(0x100).orElseThrow().queues().value();
            assertThat(before).hasSizeGreaterThanOrEqualTo(1).allSatisfy(queue -> {
                assertThat(queue.size()).isPositive();
                assertThat(queue.descriptors()).isGreaterThanOrEqualTo(0x1_0000_0000L);
            });
            Eventually.passes(LIMIT, () -> assertThat(session.state()
                            .snapshot()
                            .function(0x100)
                            .orElseThrow()
                            .queues()
                            .value())
                    .isNotEqualTo(before));
        }
    }

    /**
     * A long look at a guest that is changed meanwhile over another monitor: only commands of the allow-list leave, the
     * run state never changes, and what is plugged and unplugged is there in the next sample.
     */
    @ParameterizedTest
    @EnumSource
    void onlyInspectsWhileTheGuestChanges(LinuxPair pair) throws Exception {
        CopyOnWriteArrayList<MonitorCommand<?>> commands = new CopyOnWriteArrayList<>();
        try (SecondMonitor second = new SecondMonitor();
                LinuxGuest guest =
                        LinuxGuest.of(pair).cpus(1).qemu(second.arguments()).start()) {
            second.connect();
            try (GuestSession session = GuestSession.open(
                            new MonitorAddress.Unix(guest.monitorPath()),
                            RecordingMonitor.connector(commands),
                            GuestAccess.of(SessionOptions.DEFAULT));
                    GuestSession.Demand demand = session.demand(5)) {
                assertThat(demand).isNotNull();
                first(session);
                hotPlug(session, second);
                assertThat(second.isRunning()).isTrue();
                Eventually.passes(LIMIT, () -> assertThat(commands).hasSizeGreaterThan(150));
                assertThat(session.state().snapshot().hypervisor().running().value())
                        .isTrue();
                assertThat(session.history()).noneMatch(entry -> entry.text().contains("\"STOP\""));
            }
            assertThat(second.isRunning()).isTrue();
            assertThat(second.events()).doesNotContain("STOP", "RESUME", "RESET", "SHUTDOWN");
            assertThat(commands).allMatch(AllowList::allows);
            assertThat(commands).extracting(MonitorCommand::name).contains("query-pci", "human-monitor-command");
            try (GuestSession session = open(guest)) {
                followEvents(session, second);
                // QEMU 7.2 takes minutes to unpack a kernel after a reset.
                if (pair == LinuxPair.BACKPORTS) {
                    followReset(session, second);
                }
            }
        }
    }

    private static void hotPlug(GuestSession session, SecondMonitor second) throws Exception {
        second.plug("late", 0x77, 0x777);
        SessionState plugged = session.refresh().get(20, TimeUnit.SECONDS);
        FunctionSnapshot late = plugged.snapshot().function(0x777).orElseThrow();
        assertThat(late.uid().value()).isEqualTo(0x77);
        assertThat(late.type().value()).isEqualTo("virtio-rng-pci");
        Eventually.passes(LIMIT, () -> assertThat(session.state()
                        .snapshot()
                        .function(0x777)
                        .orElseThrow()
                        .dma()
                        .registered()
                        .value())
                .as("Linux has taken it into use")
                .isTrue());
        second.unplug("late");
        Eventually.passes(
                LIMIT, () -> assertThat(second.execute("query-pci").toString()).doesNotContain("\"late\""));
        SessionState unplugged = session.refresh().get(20, TimeUnit.SECONDS);
        assertThat(unplugged.snapshot().function(0x777)).isEmpty();
        assertThat(unplugged.problem()).isNull();
    }

    /** QEMU announces what happens; the session needs no demand to see it. */
    private static void followEvents(GuestSession session, SecondMonitor second) throws Exception {
        assertThat(first(session).function(0x300)).isPresent();
        second.unplug("rng0");
        Eventually.passes(LIMIT, () -> assertThat(session.state().snapshot().function(0x300))
                .isEmpty());
        second.execute("stop");
        awaitRunning(session, false);
        second.execute("cont");
        awaitRunning(session, true);
    }

    /** A guest that is reset is no Linux for a while; then its kernel is found again, with other handles or the same. */
    private static void followReset(GuestSession session, SecondMonitor second) throws Exception {
        assertThat(inside(session)).isTrue();
        // It stands until that was seen.
        second.execute("stop");
        second.execute("system_reset");
        Eventually.passes(LIMIT, () -> assertThat(inside(session)).isFalse());
        second.execute("cont");
        try (GuestSession.Demand demand = session.demand(2)) {
            assertThat(demand).isNotNull();
            Eventually.passes(LIMIT, () -> assertThat(inside(session)).isTrue());
        }
    }

    private static boolean inside(GuestSession session) {
        return session.state()
                .snapshot()
                .function(0x100)
                .orElseThrow()
                .linux()
                .map(linux -> linux.driver().orElse("").equals("virtio-pci"))
                .orElse(false);
    }

    private static void awaitRunning(GuestSession session, boolean running) {
        Eventually.passes(LIMIT, () -> assertThat(
                        session.state().snapshot().hypervisor().running().value())
                .isEqualTo(running));
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheMonitorFree(LinuxPair pair) throws Exception {
        LinuxGuest guest = LinuxGuest.shared(pair);
        for (int i = 0; i < 5; i++) {
            try (GuestSession session = open(guest)) {
                assertThat(first(session).functions()).hasSize(pair.functions());
            }
        }
        QemuGuest qemu = guest.qemu();
        assertThat(qemu.isAlive()).isTrue();
    }
}
