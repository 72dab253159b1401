package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.AdapterEvent;
import org.zpcidebug.hypervisor.CpuRegisters;
import org.zpcidebug.s390.Psw;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportFunction;
import org.zpcidebug.testing.DemoGuestReportHeader.Gate;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.zpci.CpuMask;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.FunctionState;
import org.zpcidebug.zpci.GateFacts;
import org.zpcidebug.zpci.InterruptBits;
import org.zpcidebug.zpci.InterruptGate.Kind;
import org.zpcidebug.zpci.InterruptGates;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.InterruptionMode;
import org.zpcidebug.zpci.ShutWatch;

/** Has the demo guest shut each gate, and finds it from memory, registers and trace events. */
class InterruptGatesLiveTest {

    private static final Duration LIMIT = Duration.ofMillis(300);

    private static final Map<Gate, Kind> KINDS =
            Map.of(Gate.SUMMARY, Kind.SUMMARY, Gate.CR6, Kind.CPU, Gate.SIC, Kind.MODE, Gate.BLOCKED, Kind.FUNCTION);

    @ParameterizedTest
    @EnumSource(value = Gate.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void findsTheGateThatIsShut(Gate gate, @TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        String options = "rate=200 gateafter=400 gate=" + gate.name().toLowerCase(Locale.ROOT);
        try (WatchedDemo demo = WatchedDemo.startSmall(LinuxPair.BOOKWORM, options)) {
            demo.execute("human-monitor-command", "command-line", "logfile " + log);
            for (String event : List.of(AdapterEvent.INTERRUPTION, AdapterEvent.MODE)) {
                demo.execute("trace-event-set-state", "name", event, "enable", true);
            }
            demo.await(report -> assertThat(report.header().gate()).isEqualTo(gate));
            ShutWatch watch = new ShutWatch(LIMIT);
            Eventually.passes(WatchedDemo.LIMIT, () -> {
                watch.sample(System.nanoTime(), gates(demo, log), 0, 0);
                assertThat(watch.blocking()).isPresent();
                assertThat(watch.blocking().orElseThrow().kind()).isEqualTo(KINDS.get(gate));
            });
            assertThat(watch.sentence().orElseThrow()).startsWith("Interrupts of this function are blocked because ");
        }
    }

    private static InterruptGates gates(WatchedDemo demo, Path log) throws Exception {
        DemoGuestReport report = demo.report();
        DemoGuestReportFunction function = report.function(Device.RNG.fid());
        DemoGuestReportFunction.Registration own = function.registration();
        InterruptRegistration registration =
                new InterruptRegistration(own.isc(), own.noi(), own.aibv(), own.aibvo(), true, own.aisb(), own.aisbo());
        InterruptBits bits = new InterruptBits(
                registration,
                demo.storage()
                        .read(own.aibv(), InterruptBits.bytes(registration))
                        .bytes(),
                demo.storage().read(registration.summaryByte(), 1).bytes().u8(0));
        demo.execute("stop");
        String text = demo.execute("human-monitor-command", "command-line", "info registers -a")
                .getAsString();
        demo.execute("cont");
        List<CpuMask> cpus = CpuRegisters.parse(text).stream()
                .map(c -> new CpuMask(c.control6(), new Psw(c.pswMask(), 0).allowsIo()))
                .toList();
        assertThat(cpus).hasSize(1);
        InterruptionMode mode = InterruptionMode.UNKNOWN;
        for (String line : Files.readAllLines(log)) {
            AdapterEvent event = AdapterEvent.parse(line).orElse(null);
            if (event != null && event.subclass() == own.isc()) {
                mode = event.kind() == AdapterEvent.Kind.MODE ? mode.set(event.mode()) : mode.delivered();
            }
        }
        return InterruptGates.of(new GateFacts(
                FunctionState.valueOf(function.state().name()),
                "the guest's report",
                new FunctionHandle((int) function.fh()),
                own.interrupts(),
                bits,
                own.isc(),
                mode,
                cpus,
                "registers",
                false,
                true));
    }
}
