package org.zpcidebug.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.inspect.SecondMonitor;
import org.zpcidebug.testing.DebuggedGuest;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.ProcessSignals;

/** What becomes of a guest whose debugger is killed. */
class GuardianLiveTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({"BOOKWORM, run, cont", "BOOKWORM, stop, stop", "BACKPORTS, stop, cont", "BACKPORTS, run, stop"})
    void isRepairedAfterAKill(LinuxPair pair, String leftAs, String foundAs, TestReporter report) throws Exception {
        try (SecondMonitor second = new SecondMonitor();
                DebuggedGuest guest = new DebuggedGuest(DemoGuest.in(pair)
                        .options("publish=300")
                        .qemu(second.arguments())
                        .start())) {
            second.connect();
            long site =
                    DemoGuestReport.awaitReady(guest.storage()).site("pcilg").address();
            guest.ask(MonitorCommand.of(foundAs, reply -> reply));
            guest.disconnect();
            long guardian = killedVictim(guest, site, leftAs);
            long killed = System.nanoTime();
            Eventually.passes(LIMIT, () -> {
                assertThat(second.execute("query-chardev").toString()).doesNotContain("\"label\":\"gdb\"");
                assertThat(second.isRunning()).isEqualTo(foundAs.equals("cont"));
            });
            report.publishEntry("repaired, ms after the kill", Long.toString((System.nanoTime() - killed) / 1_000_000));
            // The guardian is the monitor's client until it has ended.
            Eventually.passes(
                    LIMIT, () -> assertThat(ProcessSignals.hasEnded(guardian)).isTrue());
            guest.connect();
            assertThat(guest.hasGdbServer()).isFalse();
            assertThat(guest.isRunning()).isEqualTo(foundAs.equals("cont"));
            guest.ask(MonitorCommand.of("cont", reply -> reply));
            guest.awaitRunningFreely();
        }
    }

    /** Debugs the guest in a process of its own, and kills that with the guest at a breakpoint or about to hit one. */
    private static long killedVictim(DebuggedGuest guest, long site, String leftAs) throws Exception {
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        guest.address().toString(),
                        Long.toString(site),
                        leftAs)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.US_ASCII))) {
            return Long.parseLong(out.readLine());
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }
}
