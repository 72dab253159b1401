package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.AdapterEvent;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.hypervisor.TraceCommands;
import org.zpcidebug.hypervisor.TraceCommands.EventState;
import org.zpcidebug.hypervisor.TracingMonitor;
import org.zpcidebug.inspect.AdapterCounts.Message;
import org.zpcidebug.linux.FunctionInterrupts;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportFunction;
import org.zpcidebug.testing.DemoGuestReportHeader.Gate;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.MonitorStorage;
import org.zpcidebug.zpci.InterruptGate;
import org.zpcidebug.zpci.InterruptGate.Kind;
import org.zpcidebug.zpci.InterruptGate.State;
import org.zpcidebug.zpci.InterruptRegistration;

/** Gates and counts of interrupts in a session's snapshots, of a guest that shuts each gate when told to. */
class InterruptSessionLiveTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Map<Gate, Kind> KINDS =
            Map.of(Gate.SUMMARY, Kind.SUMMARY, Gate.CR6, Kind.CPU, Gate.SIC, Kind.MODE, Gate.BLOCKED, Kind.FUNCTION);

    private static GuestSession open(DemoGuest guest) throws Exception {
        GuestSession session = GuestSession.open(new MonitorAddress.Unix(guest.monitorPath()));
        session.connected().get(30, TimeUnit.SECONDS);
        return session;
    }

    private static FunctionSnapshot rng(GuestSnapshot snapshot) {
        return snapshot.function(Device.RNG.fid()).orElseThrow();
    }

    private static State gate(GuestSnapshot snapshot, Kind kind) {
        List<InterruptGate> gates = rng(snapshot).gates().gates();
        assertThat(gates).hasSize(Kind.values().length);
        return gates.get(kind.ordinal()).state();
    }

    @ParameterizedTest
    @CsvSource({"SUMMARY, BOOKWORM", "BLOCKED, BACKPORTS", "CR6, BOOKWORM", "SIC, BACKPORTS"})
    void saysWhichGateIsShut(Gate gate, LinuxPair pair) throws Exception {
        Kind kind = KINDS.get(gate);
        String options = "rate=200 gateafter=300 gate=" + gate.name().toLowerCase(Locale.ROOT);
        // It runs once the trace is on, which would not tell of a gate that was shut before.
        try (SecondMonitor second = new SecondMonitor();
                DemoGuest guest = DemoGuest.in(pair)
                        .devices(Set.of(Device.RNG))
                        .memory(16)
                        .options(options)
                        .qemu("-S")
                        .qemu(second.arguments())
                        .start();
                GuestSession session = open(guest);
                GuestSession.Demand demand = session.demand(10)) {
            assertThat(demand).isNotNull();
            if (gate == Gate.SIC) {
                session.interrupts().startTrace().get(10, TimeUnit.SECONDS);
            }
            second.connect();
            second.execute("cont");
            GuestSnapshot shut = Eventually.returns(LIMIT, () -> {
                GuestSnapshot now = session.state().snapshot();
                if (gate == Gate.CR6 && gate(now, kind) != State.SHUT) {
                    session.interrupts().readRegisters().get(10, TimeUnit.SECONDS);
                }
                assertThat(gate(now, kind)).isEqualTo(State.SHUT);
                assertThat(rng(now).gates().blocking().map(InterruptGate::kind)).contains(kind);
                return now;
            });
            FunctionSnapshot blocked = rng(shut);
            assertThat(blocked.gates().sentence().orElseThrow())
                    .startsWith("Interrupts of this function are blocked because ");
            assertThat(blocked.findings()).extracting(Finding::id).contains("interrupts-blocked");
            assertThat(SnapshotJson.toJson(blocked)
                            .getAsJsonObject("interrupts")
                            .get("blocked")
                            .getAsString())
                    .isEqualTo(blocked.gates().sentence().orElseThrow());
            if (gate == Gate.SIC) {
                Eventually.passes(LIMIT, () -> assertThat(session.state()
                                .snapshot()
                                .adapterEvents()
                                .value()
                                .subclasses()
                                .get(2)
                                .dropped())
                        .isPositive());
            }
        }
    }

    /** While the guest stands, what trace events counted, its counters in memory and its report are one. */
    @ParameterizedTest
    @EnumSource
    void countsEqualTheReport(LinuxPair pair) throws Exception {
        try (SecondMonitor second = new SecondMonitor();
                DemoGuest guest = DemoGuest.in(pair)
                        .qemu(second.arguments())
                        .options("rate=1000")
                        .start();
                GuestSession session = open(guest);
                GuestSession.Demand demand = session.demand(5);
                Monitor monitor = QmpMonitor.open(second.address()).get(20, TimeUnit.SECONDS)) {
            assertThat(demand).isNotNull();
            DemoGuestReport.awaitReady(new MonitorStorage(monitor));
            DemoGuestReport before = stop(monitor);
            session.interrupts().startTrace().get(10, TimeUnit.SECONDS);
            long bitsBefore = setSummaries(before, monitor);
            execute(monitor, "cont");
            Eventually.passes(LIMIT, () -> assertThat(raised(session)).isGreaterThan(500));
            DemoGuestReport after = stop(monitor);
            long bits = setSummaries(after, monitor) - bitsBefore;
            Eventually.passes(LIMIT, () -> {
                GuestSnapshot snapshot =
                        session.refresh().get(10, TimeUnit.SECONDS).snapshot();
                assertThat(raised(session)).isEqualTo(summaries(after) - summaries(before) + bits);
                assertThat(snapshot.interrupts().value().rows().value().get("PCF"))
                        .containsExactly(after.header().adapterInterrupts());
                after.functions()
                        .forEach(own -> check(own, snapshot.function(own.fid()).orElseThrow(), isSet(own, monitor)));
                checkMessages(snapshot, before, after);
            });
            execute(monitor, "cont");
            session.interrupts().stopTrace().get(10, TimeUnit.SECONDS);
            assertThat(state(monitor)).isEqualTo(EventState.DISABLED);
            assertThat(session.refresh()
                            .get(10, TimeUnit.SECONDS)
                            .snapshot()
                            .adapterEvents()
                            .isKnown())
                    .isFalse();
        }
    }

    private static void check(DemoGuestReportFunction own, FunctionSnapshot mine, boolean summary) {
        FunctionInterrupts interrupts = mine.interrupts().value();
        assertThat(interrupts.bits().value().summary()).isEqualTo(summary);
        InterruptRegistration registration = interrupts.bits().value().registration();
        assertThat(registration.vector()).isEqualTo(own.registration().aibv());
        assertThat(registration.summaryAddress()).isEqualTo(own.registration().aisb());
        assertThat(registration.summaryOffset()).isEqualTo(own.registration().aisbo());
        assertThat(registration.count()).isEqualTo(own.registration().noi()).isPositive();
        assertThat(registration.subclass()).isEqualTo(own.registration().isc());
        for (int i = 0; i < registration.count(); i++) {
            assertThat(interrupts.counts().value().total(i))
                    .isEqualTo(own.vectors().get(i));
        }
        assertThat(mine.gates().gates().get(Kind.FUNCTION.ordinal()).state()).isEqualTo(State.OPEN);
    }

    /**
     * A message may be merged with one before it, but none gets lost. What the guest counts first can have been sent
     * before the trace began: its indicator bit was set then.
     */
    private static void checkMessages(GuestSnapshot snapshot, DemoGuestReport before, DemoGuestReport after) {
        AdapterCounts counts = snapshot.adapterEvents().value();
        assertThat(counts.isWhole()).isTrue();
        if (!snapshot.hypervisor().version().isAtLeast(8, 2, 0)) {
            assertThat(counts.messages()).isNull();
            return;
        }
        for (DemoGuestReportFunction own : after.functions()) {
            List<Long> old = before.function(own.fid()).vectors();
            for (int i = 0; i < own.registration().noi(); i++) {
                Message message = new Message((int) own.fh() & 0xffff, i);
                assertThat(counts.messages().getOrDefault(message, 0L))
                        .isGreaterThanOrEqualTo(own.vectors().get(i) - old.get(i) - 1);
            }
        }
    }

    /** Killed, it leaves the events on; the guardian switches them off, or else whoever attaches next. */
    @ParameterizedTest
    @CsvSource({"BOOKWORM, guardian", "BACKPORTS, next"})
    void eventsAreSwitchedOffAfterAKill(LinuxPair pair, String repairer) throws Exception {
        try (SecondMonitor second = new SecondMonitor();
                DemoGuest guest = DemoGuest.in(pair)
                        .qemu(second.arguments())
                        .devices(Set.of(Device.RNG))
                        .memory(16)
                        .start();
                Monitor monitor = QmpMonitor.open(second.address()).get(20, TimeUnit.SECONDS)) {
            boolean byNext = repairer.equals("next");
            long victim = kill(new MonitorAddress.Unix(guest.monitorPath()), monitor, byNext);
            if (byNext) {
                assertThat(state(monitor)).isEqualTo(EventState.ENABLED);
                assertThat(logs(victim)).hasSize(1);
                // Again when QEMU was too busy at the disconnect, which left it to the guardian.
                Eventually.passes(LIMIT, () -> {
                    try (GuestSession next = open(guest)) {
                        isRepaired(monitor, victim);
                        next.interrupts().startTrace().get(10, TimeUnit.SECONDS);
                        assertThat(state(monitor)).isEqualTo(EventState.ENABLED);
                    }
                    assertThat(state(monitor)).as("off at a disconnect").isEqualTo(EventState.DISABLED);
                    assertThat(logs(ProcessHandle.current().pid())).isEmpty();
                });
            }
            isRepaired(monitor, victim);
            assertThat(monitor.closed()).isNotDone();
        }
    }

    private static void isRepaired(Monitor monitor, long victim) {
        Eventually.passes(LIMIT, () -> {
            assertThat(state(monitor)).isEqualTo(EventState.DISABLED);
            assertThat(logs(victim)).isEmpty();
        });
    }

    /** Kills a process that has events on, and its guardian before if wanted; gives its number. */
    private static long kill(MonitorAddress address, Monitor monitor, boolean withGuardian) throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TracingVictim.class.getName(),
                        address.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.US_ASCII))) {
            ProcessHandle guardian =
                    ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
            assertThat(state(monitor)).isEqualTo(EventState.ENABLED);
            if (withGuardian) {
                guardian.destroyForcibly();
                guardian.onExit().get(20, TimeUnit.SECONDS);
            }
        } finally {
            victim.destroyForcibly().waitFor();
        }
        return victim.pid();
    }

    private static List<Path> logs(long process) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/dev/shm"))) {
            return files.filter(
                            file -> file.getFileName().toString().startsWith(TracingMonitor.LOG_FOLDER + process + "-"))
                    .toList();
        }
    }

    private static EventState state(Monitor monitor) throws Exception {
        return monitor.execute(TraceCommands.state(AdapterEvent.INTERRUPTION)).get(10, TimeUnit.SECONDS);
    }

    private static void execute(Monitor monitor, String command) throws Exception {
        monitor.execute(MonitorCommand.of(command, reply -> reply)).get(10, TimeUnit.SECONDS);
    }

    private static DemoGuestReport stop(Monitor monitor) {
        return Eventually.returns(LIMIT, () -> {
            execute(monitor, "stop");
            try {
                return DemoGuestReport.current(new MonitorStorage(monitor));
            } catch (AssertionError e) {
                execute(monitor, "cont");
                throw e;
            }
        });
    }

    private static long raised(GuestSession session) {
        return session.state()
                .snapshot()
                .adapterEvents()
                .map(counts -> counts.subclasses().get(2).raised())
                .orElse(0L);
    }

    private static long summaries(DemoGuestReport report) {
        return report.functions().stream()
                .mapToLong(function -> function.counts().summaries())
                .sum();
    }

    private static long setSummaries(DemoGuestReport report, Monitor monitor) {
        return report.functions().stream()
                .filter(function -> isSet(function, monitor))
                .count();
    }

    private static boolean isSet(DemoGuestReportFunction function, Monitor monitor) {
        int bit = function.registration().aisbo();
        int summary = new MonitorStorage(monitor)
                .read(function.registration().aisb() + bit / Byte.SIZE, 1)
                .bytes()
                .u8(0);
        return (summary & 0x80 >> bit % Byte.SIZE) != 0;
    }
}
