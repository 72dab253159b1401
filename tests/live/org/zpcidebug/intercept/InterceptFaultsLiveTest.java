package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.intercept.InterceptedGuest.LIMIT;
import static org.zpcidebug.intercept.InterceptedGuest.get;
import static org.zpcidebug.intercept.InterceptedGuest.stop;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.RandomAccessFile;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.intercept.InterceptEvent.Kind;
import org.zpcidebug.intercept.InterceptState.Phase;
import org.zpcidebug.intercept.StoppedGuest.Reason;
import org.zpcidebug.s390.PciOpcode;
import org.zpcidebug.testing.AbandonedDebugger;
import org.zpcidebug.testing.DebuggedGuest;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.ProcessSignals;

/** Races that the debugger loses, and how it leaves the guest then. */
class InterceptFaultsLiveTest {

    private static final int CYCLES = 200;

    private static InterceptCriteriaBuilder loads() {
        return InterceptCriteria.builder().instructions(PciOpcode.PCILG).fid(0x100);
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheGuestAliveAfterManyAttaches(LinuxPair pair) {
        try (DebuggedGuest demo = InterceptLiveTest.start(pair, "rate=0");
                InterceptedGuest guest = new InterceptedGuest(demo)) {
            int cycles = pair == LinuxPair.BACKPORTS ? CYCLES : CYCLES / 4;
            for (int i = 0; i < cycles; i++) {
                guest.set(stop(InterceptCriteria.builder().instructions(PciOpcode.RPCIT)));
                assertThat(guest.awaitStopAfter(i).reason()).isEqualTo(Reason.BREAKPOINT);
                get(guest.session().leave());
                assertThat(demo.isRunning()).isTrue();
            }
            assertThat(demo.hasGdbServer()).isFalse();
            demo.awaitRunningFreely();
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsAResetAtABreakpoint(LinuxPair pair) {
        try (DebuggedGuest demo = InterceptLiveTest.start(pair, "rate=0");
                InterceptedGuest guest = new InterceptedGuest(demo)) {
            guest.set(stop(loads()));
            StoppedGuest stopped = guest.awaitStopAfter(0);
            demo.ask(MonitorCommand.of("system_reset", reply -> reply));
            StoppedGuest reset = guest.awaitStopAfter(stopped.number());
            assertThat(reset.reason()).isEqualTo(Reason.RESET);
            assertThat(reset.stopped().record()).isEmpty();
            assertThat(guest.noticed()).contains(Kind.GUEST_RESET);
            // The guest starts again, and is stopped at the same place.
            StoppedGuest again = guest.resumeAndAwaitStop();
            assertThat(again.reason()).isEqualTo(Reason.BREAKPOINT);
            assertThat(guest.noticed()).contains(Kind.SITES_FOUND);
            // The same while it runs.
            guest.set(stop(loads().where("cc == 2")));
            get(guest.session().resume());
            guest.forgetEvents();
            demo.ask(MonitorCommand.of("system_reset", reply -> reply));
            Eventually.passes(
                    LIMIT, () -> assertThat(guest.noticed()).containsSubsequence(Kind.GUEST_RESET, Kind.SITES_FOUND));
            get(guest.session().leave());
            demo.awaitRunningFreely();
        }
    }

    @ParameterizedTest
    @EnumSource
    void stepsOverAnInstructionOfAFunctionThatIsBeingUnplugged(LinuxPair pair) {
        try (DebuggedGuest demo = InterceptLiveTest.start(pair, "rate=0");
                InterceptedGuest guest = new InterceptedGuest(demo)) {
            guest.set(stop(
                    InterceptCriteria.builder().instructions(PciOpcode.RPCIT).fid(DemoGuest.Device.RNG.fid())));
            StoppedGuest stopped = guest.awaitStopAfter(0);
            JsonObject device = new JsonObject();
            device.addProperty("id", DemoGuest.Device.RNG.id());
            demo.ask(new MonitorCommand<>("device_del", device, reply -> reply));
            StoppedGuest after = get(guest.session().stepOver(stopped.cpu()));
            assertThat(after.stopped().record().orElseThrow().outcome().isPending())
                    .isFalse();
            get(guest.session().leave());
            demo.awaitRunningFreely();
            Eventually.passes(LIMIT, () -> assertThat(demo.ask(MonitorCommand.of("query-pci", JsonElement::toString)))
                    .doesNotContain('"' + DemoGuest.Device.RNG.id() + '"'));
        }
    }

    @Test
    void survivesAStoppedQemu() throws Exception {
        try (DebuggedGuest demo = InterceptLiveTest.start(LinuxPair.BACKPORTS, "rate=0");
                InterceptedGuest guest = new InterceptedGuest(demo)) {
            long qemu = ((DemoGuest) demo.guest()).qemu().pid();
            // An instruction that is never executed.
            guest.set(stop(InterceptCriteria.builder().instructions(PciOpcode.PCIWB)));
            ProcessSignals.send("STOP", qemu);
            // It runs with breakpoints: that it does not stop is said in time, and it stops when it can.
            assertFails(() -> guest.session().suspend().get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            ProcessSignals.send("CONT", qemu);
            StoppedGuest stopped = guest.awaitStopAfter(0);
            ProcessSignals.send("STOP", qemu);
            assertFails(() -> guest.session().stepInto(stopped.cpu()).get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            Eventually.passes(LIMIT, () -> assertThat(guest.noticed()).contains(Kind.CONNECTION_LOST));
            assertThat(guest.session().state().phase()).isEqualTo(Phase.AWAY);
            ProcessSignals.send("CONT", qemu);
            // The guardian leaves it.
            demo.awaitRunningFreely();
        }
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void assertFails(Call call) throws Exception {
        try {
            call.run();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOf(StubException.class);
            return;
        }
        throw new AssertionError("no failure");
    }

    @Test
    void tellsThatCodeWasOverwritten() throws Exception {
        try (DebuggedGuest demo = InterceptLiveTest.start(LinuxPair.BOOKWORM, "");
                InterceptedGuest guest = new InterceptedGuest(demo)) {
            long address =
                    DemoGuestReport.published(guest.memory()).site("pciwb").address();
            int sites = guest.set(stop(InterceptCriteria.builder().where("cc == 2")));
            write(demo, address, new byte[] {7, 0, 7, 0});
            Eventually.passes(LIMIT, () -> assertThat(guest.noticed()).contains(Kind.SITE_OVERWRITTEN));
            assertThat(guest.session().state().sites()).isEqualTo(sites - 1);
            get(guest.session().leave());
            demo.awaitRunningFreely();
        }
    }

    /** Writes into the guest's memory behind QEMU's back. */
    private static void write(DebuggedGuest guest, long address, byte[] bytes) throws Exception {
        String said = guest.ask(MonitorCommand.hmp("gpa2hva 0"));
        long host = Long.decode(said.strip().replaceAll(".* is ", ""));
        long qemu = ((DemoGuest) guest.guest()).qemu().pid();
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + qemu + "/mem", "rw")) {
            memory.seek(host + address);
            memory.write(bytes);
        }
    }

    @ParameterizedTest
    @EnumSource
    void repairsWhatAnotherDebuggerLeft(LinuxPair pair) throws Exception {
        try (DebuggedGuest demo = InterceptLiveTest.start(pair, "");
                InterceptedGuest guest = new InterceptedGuest(demo)) {
            assertThat(get(guest.session().isLeftBehind())).isFalse();
            long address =
                    DemoGuestReport.published(guest.memory()).site("pcilg").address();
            AbandonedDebugger.leaveBreakpoint(
                    demo.guest().monitorPath().getParent(), line -> demo.ask(MonitorCommand.hmp(line)), address);
            Eventually.passes(
                    Duration.ofSeconds(20), () -> assertThat(demo.isRunning()).isFalse());
            assertThat(get(guest.session().isLeftBehind())).isTrue();
            get(guest.session().repair());
            demo.awaitRunningFreely();
        }
    }

    /** Here the same monitor says it; QEMU does not tell its clients apart. */
    @ParameterizedTest
    @EnumSource
    void noticesThatAnotherClientLetTheGuestRun(LinuxPair pair) {
        try (DebuggedGuest demo = InterceptLiveTest.start(pair, "rate=0");
                InterceptedGuest guest = new InterceptedGuest(demo)) {
            guest.set(stop(loads()));
            StoppedGuest stopped = guest.awaitStopAfter(0);
            get(guest.session().stepOver(stopped.cpu()));
            assertThat(guest.noticed()).isEmpty();
            demo.ask(MonitorCommand.of("cont", reply -> reply));
            StoppedGuest again = guest.awaitStopAfter(stopped.number() + 1);
            assertThat(again.reason()).isEqualTo(Reason.BREAKPOINT);
            assertThat(guest.noticed()).containsExactly(Kind.OTHER_CLIENT);
            // Where it does not come to a breakpoint.
            guest.set(stop(InterceptCriteria.builder().instructions(PciOpcode.PCIWB)));
            demo.ask(MonitorCommand.of("cont", reply -> reply));
            Eventually.passes(
                    LIMIT, () -> assertThat(guest.session().state().phase()).isEqualTo(Phase.RUNNING));
            Eventually.passes(LIMIT, () -> assertThat(demo.isRunning())
                    .as(guest.words().toString())
                    .isTrue());
            assertThat(guest.noticed())
                    .as(guest.words().toString())
                    .containsExactly(Kind.OTHER_CLIENT, Kind.OTHER_CLIENT);
            demo.ask(MonitorCommand.of("stop", reply -> reply));
            StoppedGuest other = guest.awaitStopAfter(again.number());
            assertThat(other.reason()).isEqualTo(Reason.OTHER);
            assertThat(guest.noticed()).hasSize(3);
            // Then it is let run and stopped before that was noticed.
            demo.ask(MonitorCommand.of("cont", reply -> reply));
            demo.ask(MonitorCommand.of("stop", reply -> reply));
            assertThat(guest.awaitStopAfter(other.number()).reason()).isEqualTo(Reason.OTHER);
            assertThat(get(guest.session().stepInto(0)).reason()).isEqualTo(Reason.STEP);
            get(guest.session().leave());
            demo.awaitRunningFreely();
        }
    }
}
