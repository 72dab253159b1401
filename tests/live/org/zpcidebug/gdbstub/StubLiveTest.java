package org.zpcidebug.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;
import org.zpcidebug.gdbstub.StubException.Reason;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.testing.DebuggedGuest;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportSite;
import org.zpcidebug.testing.LinuxPair;

/** The stub client with the gdb servers of real QEMUs. */
class StubLiveTest {

    private static final Duration STOP = Duration.ofSeconds(60);

    private static DebuggedGuest start(LinuxPair pair, String options) {
        return new DebuggedGuest(DemoGuest.in(pair)
                .cpus(2)
                .options("cpus=2 publish=300 " + options)
                .start());
    }

    private static Breakpoint at(DemoGuestReportSite site) {
        return new Breakpoint(Breakpoint.Kind.HARDWARE, site.address(), 2);
    }

    @ParameterizedTest
    @EnumSource
    void stopsTheGuestAndLeavesItRunning(LinuxPair pair) throws Exception {
        try (DebuggedGuest guest = start(pair, "")) {
            DemoGuestReport.awaitReady(guest.storage());
            Path folder;
            try (StubSession session = StubSession.open(guest.monitor(), StubOptions.DEFAULT)) {
                StubClient client = session.client();
                assertThat(session.foundRunning()).isTrue();
                assertThat(guest.isRunning()).isFalse();
                assertThat(client.threads()).containsExactly(new StubThread(1, 1), new StubThread(1, 2));
                client.select(new StubThread(1, 2));
                assertThat(client.threadWords(new StubThread(1, 2))).contains("CPU#1");
                GeneralRegisters registers = client.registers();
                assertThat(client.registerNumber("pswa")).hasValue(1);
                assertThat(client.register(1)).isEqualTo(registers.address());
                assertThat(client.register(client.registerNumber("r15").getAsInt()))
                        .isEqualTo(registers.general(15));
                assertThat(new String(client.read(DemoGuestReport.CURRENT, 8), StandardCharsets.US_ASCII))
                        .isEqualTo("ZPCIDEMO");
                assertThat(client.readAbsolute(DemoGuestReport.CURRENT, 20_000))
                        .isEqualTo(client.read(DemoGuestReport.CURRENT, 20_000));
                assertThatThrownBy(() -> client.read(1L << 40, 8))
                        .isInstanceOfSatisfying(
                                StubException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
                folder = stubFolder(guest);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                        .isEqualTo("rwx------");
            }
            guest.awaitRunningFreely();
            assertThat(guest.hasGdbServer()).isFalse();
            assertThat(folder).doesNotExist();
        }
    }

    private static Path stubFolder(DebuggedGuest guest) {
        String said = guest.ask(MonitorCommand.of("query-chardev", Object::toString));
        String path = said.replaceAll(".*unix:(/[^,\"]*zpcidebug-stub-[0-9]+/s).*", "$1");
        return Path.of(path).getParent();
    }

    @ParameterizedTest
    @EnumSource
    void hitsABreakpointAndStepsOverIt(LinuxPair pair) throws Exception {
        try (DebuggedGuest guest = start(pair, "")) {
            DemoGuestReportSite site =
                    DemoGuestReport.awaitReady(guest.storage()).site("pcilg");
            try (StubSession session = StubSession.open(guest.monitor(), StubOptions.DEFAULT)) {
                StubClient client = session.client();
                client.insert(at(site));
                for (int i = 0; i < 20; i++) {
                    client.resume();
                    assertThatThrownBy(client::registers).isInstanceOf(StubException.class);
                    StopReply stop = client.awaitStop(STOP).orElseThrow();
                    assertThat(stop.kind()).isEqualTo(StopReply.Kind.TRAPPED);
                    assertThat(stop.thread()).contains(new StubThread(1, 1));
                    GeneralRegisters before = client.registers();
                    assertThat(before.address()).isEqualTo(site.address());
                    DemoGuestReportSite now =
                            DemoGuestReport.current(guest.storage()).site("pcilg");
                    assertThat(now.started()).isEqualTo(now.finished() + now.interruptions() + 1);
                    assertThat(before.general(2)).isEqualTo(now.request());
                    assertThat(before.general(3)).isEqualTo(now.second());
                    client.step(stop.thread().get());
                    assertThat(client.registers().address()).isIn(site.address() + 4, site.address());
                }
            }
            guest.awaitRunningFreely();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stopsAtBothCpusAndLosesNoHit(LinuxPair pair) throws Exception {
        try (DebuggedGuest guest = start(pair, "rate=0")) {
            DemoGuestReport report = DemoGuestReport.awaitReady(guest.storage());
            Breakpoint first = at(report.site("pcilg"));
            Breakpoint second = at(report.site("pcilg_second"));
            try (StubSession session = StubSession.open(guest.monitor(), StubOptions.DEFAULT)) {
                StubClient client = session.client();
                client.insert(first);
                client.insert(second);
                long before = startedAtNextHit(guest, client, first);
                int hits = 0;
                int seconds = 0;
                // On one core the second CPU seldom has its turn between two hits of the first.
                for (int i = 0; i < 200 || seconds == 0 && i < 10_000; i++) {
                    boolean isFirst = hitAndStep(client, first, second);
                    hits += isFirst ? 1 : 0;
                    seconds += isFirst ? 0 : 1;
                }
                assertThat(seconds).isPositive();
                client.remove(second);
                // The hit that was not stepped over, the counted ones, and the one where it stands now.
                assertThat(startedAtNextHit(guest, client, first)).isEqualTo(before + hits);
            }
            guest.awaitRunningFreely();
        }
    }

    /** Runs to the next hit, checks that it is the right CPU's, and steps over it. */
    private static boolean hitAndStep(StubClient client, Breakpoint first, Breakpoint second) {
        client.resume();
        StubThread thread = client.awaitStop(STOP).orElseThrow().thread().orElseThrow();
        long address = client.registers().address();
        assertThat(address).isIn(first.address(), second.address());
        assertThat(thread.thread()).isEqualTo(address == first.address() ? 1 : 2);
        do {
            client.step(thread);
        } while (client.registers().address() == address);
        return address == first.address();
    }

    /** How often the guest has begun that instruction when it next stands at it: its report is whole there. */
    private static long startedAtNextHit(DebuggedGuest guest, StubClient client, Breakpoint at) {
        do {
            client.resume();
            StubThread thread = client.awaitStop(STOP).orElseThrow().thread().orElseThrow();
            if (client.registers().address() != at.address()) {
                client.step(thread);
            }
        } while (client.registers().address() != at.address());
        return DemoGuestReport.current(guest.storage()).site("pcilg").started();
    }

    @ParameterizedTest
    @EnumSource
    void leavesAPausedGuestPaused(LinuxPair pair) throws Exception {
        try (DebuggedGuest guest = start(pair, "")) {
            DemoGuestReportSite site =
                    DemoGuestReport.awaitReady(guest.storage()).site("pcilg");
            guest.ask(MonitorCommand.of("stop", reply -> reply));
            try (StubSession session = StubSession.open(guest.monitor(), StubOptions.DEFAULT)) {
                assertThat(session.foundRunning()).isFalse();
                session.client().insert(at(site));
                session.client().resume();
                assertThat(session.client().awaitStop(STOP)).isPresent();
                session.client().resume();
            }
            assertThat(guest.isRunning()).isFalse();
            assertThat(guest.hasGdbServer()).isFalse();
            guest.ask(MonitorCommand.of("cont", reply -> reply));
            guest.awaitRunningFreely();
        }
    }

    @Test
    void refusesToPushAnotherDebuggerAside() throws Exception {
        try (DebuggedGuest guest = start(LinuxPair.BOOKWORM, "")) {
            try (StubSession session = StubSession.open(guest.monitor(), StubOptions.DEFAULT)) {
                assertThatThrownBy(() -> StubSession.open(guest.monitor(), StubOptions.DEFAULT))
                        .isInstanceOf(StubException.class)
                        .hasMessageContaining("in use already");
                assertThat(session.client().registers().psw()).isNotNull();
            }
            guest.awaitRunningFreely();
        }
    }
}
