package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.zpcidebug.intercept.InterceptedGuest.LIMIT;
import static org.zpcidebug.intercept.InterceptedGuest.get;
import static org.zpcidebug.intercept.InterceptedGuest.log;
import static org.zpcidebug.intercept.InterceptedGuest.stop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.intercept.InterceptBreakpoint.Action;
import org.zpcidebug.intercept.InterceptState.Phase;
import org.zpcidebug.intercept.StoppedGuest.Reason;
import org.zpcidebug.s390.PciOpcode;
import org.zpcidebug.testing.DebuggedGuest;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportSite;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;

/** Breakpoints, stops and steps on the demo guest, whose report is the truth. */
class InterceptLiveTest {

    static DebuggedGuest start(LinuxPair pair, String options) {
        DebuggedGuest guest = new DebuggedGuest(DemoGuest.in(pair)
                .cpus(2)
                .options("cpus=2 publish=300 " + options)
                .start());
        DemoGuestReport.awaitReady(guest.storage());
        return guest;
    }

    /** What the guest has noted so far; whole while it stands. */
    private static DemoGuestReportSite site(InterceptedGuest guest, Site site) {
        return DemoGuestReport.current(guest.memory()).site(site.function().replaceFirst("site_", ""));
    }

    @ParameterizedTest
    @EnumSource
    void stopsAndStepsAndCounts(LinuxPair pair) {
        try (DebuggedGuest demo = start(pair, "errors=on rate=0");
                InterceptedGuest guest = new InterceptedGuest(demo)) {
            InterceptSession session = guest.session();
            assertThat(session.state().phase()).isEqualTo(Phase.AWAY);
            suspends(guest);
            stopsBeforeAndStepsOver(guest);
            stopsBehindForAnOutcome(guest);
            countsAndIgnoresAndLogs(guest);
            runsToTheNextIntercept(guest);
            get(session.leave());
            assertThat(session.state().phase()).isEqualTo(Phase.AWAY);
            demo.awaitRunningFreely();
            assertThat(demo.hasGdbServer()).isFalse();
        }
    }

    private static void suspends(InterceptedGuest guest) {
        StoppedGuest stopped = get(guest.session().suspend());
        assertThat(stopped.reason()).isEqualTo(Reason.SUSPENDED);
        assertThat(stopped.cpus()).hasSize(2).allSatisfy(cpu -> {
            assertThat(cpu.registers().psw()).isNotNull();
            assertThat(cpu.frames()).isNotEmpty();
        });
        assertThat(stopped.stopped().others()).containsKeys("cr0", "cr15", "acr0", "f15", "fpc");
        int other = 1 - stopped.cpu();
        assertThat(stopped.cpu(other).orElseThrow().others()).isEmpty();
        StoppedGuest whole = get(guest.session().readCpu(other));
        assertThat(whole.number()).isEqualTo(stopped.number());
        assertThat(whole.cpu(other).orElseThrow().others()).containsKeys("cr0", "cr15");
        assertThat(guest.guest().isRunning()).isFalse();
        assertThat(get(guest.session().suspend()).number()).isEqualTo(stopped.number());
        assertThat(new String(get(guest.session().read(0, DemoGuestReport.CURRENT, 8))))
                .isEqualTo("ZPCIDEMO");
        assertThatThrownBy(() -> get(guest.session().stepInto(7))).hasMessageContaining("no CPU 7");
    }

    private static void stopsBeforeAndStepsOver(InterceptedGuest guest) {
        // Not one of those that are meant to fail.
        guest.set(stop(InterceptCriteria.builder()
                .instructions(PciOpcode.PCISTB)
                .fid(0x300)
                .where("symbol == site_pcistb")));
        StoppedGuest stopped = guest.resumeAndAwaitStop();
        assertThat(stopped.reason()).isEqualTo(Reason.BREAKPOINT);
        assertThat(stopped.breakpoints()).containsExactly("stop");
        InterceptRecord record = stopped.stopped().record().orElseThrow();
        assertThat(record.outcome().isPending()).isTrue();
        assertThat(record.fid()).hasValue(0x300);
        DemoGuestReportSite truth = site(guest, record.site());
        assertThat(record.handle()).hasValue(truth.request() >>> 32);
        assertThat(record.operands()).containsEntry("offset", truth.second());
        assertThat(stopped.stopped().registers().address())
                .isEqualTo(record.site().address());
        // Another CPU's step leaves this one before its instruction.
        int other = 1 - stopped.cpu();
        assertThat(get(guest.session().stepInto(other)).cpu()).isEqualTo(other);
        guest.forgetEvents();
        StoppedGuest after = get(guest.session().stepOver(stopped.cpu()));
        assertThat(after.reason()).isEqualTo(Reason.STEP);
        InterceptRecord executed = after.stopped().record().orElseThrow();
        assertThat(executed.outcome().condition()).hasValue(0);
        assertThat(executed.operands()).isEqualTo(record.operands());
        assertThat(after.stopped().registers().address())
                .isEqualTo(record.site().address() + 6);
        assertThat(guest.recorded()).hasSize(1).first().satisfies(event -> {
            assertThat(event.record()).isEqualTo(executed);
            assertThat(event.breakpoints()).containsExactly("stop");
        });
        long before = after.stopped().registers().address();
        StoppedGuest next = get(guest.session().stepInto(after.cpu()));
        assertThat(next.stopped().registers().address()).isNotEqualTo(before);
        assertThat(next.stopped().record()).isEmpty();
        StoppedGuest caller = get(guest.session().stepReturn(after.cpu()));
        assertThat(caller.stopped().registers().address())
                .isEqualTo(next.stopped().frames().get(1).address());
        assertThat(caller.cpu()).isEqualTo(after.cpu());
        // Over whatever comes: calls run to their end, and the stack is never deeper afterwards.
        long stack = caller.stopped().registers().general(15);
        int cpu = caller.cpu();
        for (int i = 0; i < 30; i++) {
            StoppedGuest here = get(guest.session().stepOver(cpu));
            if (here.reason() == Reason.BREAKPOINT) {
                cpu = here.cpu();
                break;
            }
            assertThat(here.stopped().registers().general(15)).isGreaterThanOrEqualTo(stack - 0x1000);
        }
    }

    private static void stopsBehindForAnOutcome(InterceptedGuest guest) {
        guest.set(stop(InterceptCriteria.builder().condition(3)));
        for (int i = 0; i < 8; i++) {
            StoppedGuest stopped = guest.resumeAndAwaitStop();
            InterceptRecord record = stopped.stopped().record().orElseThrow();
            assertThat(record.outcome().condition()).hasValue(3);
            assertThat(record.site().symbol()).endsWith("_handle");
            assertThat(stopped.stopped().registers().address())
                    .isEqualTo(record.site().address()
                            + record.site().instruction().length());
        }
        guest.set(stop(InterceptCriteria.builder().status(20).space(9)));
        InterceptRecord record = guest.resumeAndAwaitStop().stopped().record().orElseThrow();
        assertThat(record.outcome().status()).hasValue(20);
        assertThat(RecordWords.outcome(record)).contains("invalid address space");
    }

    private static void countsAndIgnoresAndLogs(InterceptedGuest guest) {
        InterceptCriteriaBuilder refresh = InterceptCriteria.builder()
                .instructions(PciOpcode.RPCIT)
                .fid(0x100)
                .condition(0);
        guest.forgetEvents();
        guest.set(
                new InterceptBreakpoint("late", true, refresh.build(), 5, Action.SUSPEND, ""),
                new InterceptBreakpoint("log", true, refresh.build(), 0, Action.LOG, "{instruction}: {fid} {cc} {x}"),
                InterceptBreakpoint.of("count", refresh.build(), Action.COUNT),
                new InterceptBreakpoint("off", false, InterceptCriteria.ANY, 0, Action.SUSPEND, ""));
        StoppedGuest stopped = guest.resumeAndAwaitStop();
        assertThat(stopped.breakpoints()).containsExactly("late");
        assertThat(guest.session().state().hits()).isEqualTo(Map.of("late", 6L, "log", 6L, "count", 6L));
        List<InterceptEvent.Recorded> recorded = guest.recorded().stream()
                .filter(event -> event.breakpoints().contains("log"))
                .toList();
        assertThat(recorded).hasSize(6).allSatisfy(event -> {
            assertThat(event.text()).isEqualTo("RPCIT: 0x100 0 {x}");
            assertThat(event.record().fid()).hasValue(0x100);
            assertThat(event.record().device()).isEqualTo("virtio-blk-pci");
        });
    }

    private static void runsToTheNextIntercept(InterceptedGuest guest) {
        guest.set();
        for (int i = 0; i < 10; i++) {
            StoppedGuest stopped = get(guest.session().runToNextIntercept());
            assertThat(stopped.reason()).isEqualTo(Reason.INTERCEPT);
            InterceptRecord record = stopped.stopped().record().orElseThrow();
            assertThat(record.outcome().isPending()).isTrue();
            assertThat(record.site().address())
                    .isEqualTo(stopped.stopped().registers().address());
        }
    }

    /** As in a guest of which nothing is known but where its code is. */
    private static void sweepsARangeWithoutSymbols(InterceptedGuest guest) {
        List<Site> known = get(guest.session().sites());
        long start = DemoGuestReport.published(guest.memory()).header().textStart();
        long end = DemoGuestReport.published(guest.memory()).header().textEnd();
        get(guest.session().setRange(Optional.of(new GuestCodeFinder.Range(start, end))));
        List<Site> swept = get(guest.session().sites());
        assertThat(swept)
                .extracting(Site::address)
                .isEqualTo(known.stream().map(Site::address).toList());
        assertThat(swept).extracting(Site::symbol).containsOnly("");
        guest.set(stop(InterceptCriteria.builder().instructions(PciOpcode.RPCIT)));
        StoppedGuest stopped = guest.resumeAndAwaitStop();
        InterceptRecord record = stopped.stopped().record().orElseThrow();
        assertThat(record.site().instruction().opcode()).isEqualTo(PciOpcode.RPCIT);
        assertThat(record.fid()).isEmpty();
        // The stack has its chain without symbols too.
        guest.set();
        List<GuestFrame> frames = stopped.stopped().frames();
        assertThat(frames).hasSizeGreaterThan(1).allSatisfy(frame -> assertThat(frame.symbol())
                .isEmpty());
        StoppedGuest caller = get(guest.session().stepReturn(stopped.cpu()));
        assertThat(caller.stopped().registers().address())
                .isEqualTo(frames.get(1).address());
        // The outermost function returns to nobody.
        StoppedGuest outermost = caller;
        while (outermost.stopped().frames().size() > 1) {
            outermost = get(guest.session().stepReturn(caller.cpu()));
        }
        assertThatThrownBy(() -> get(guest.session().stepReturn(caller.cpu()))).hasMessageContaining("cannot be found");
        get(guest.session().setRange(Optional.empty()));
    }

    /**
     * Every instruction that the guest executes in the meantime is logged, at all of its sites. The first CPU stands at
     * one of its own before and afterwards; the second may have noted an instruction that it has not yet come to.
     */
    @ParameterizedTest
    @EnumSource
    void losesNoHitOfMany(LinuxPair pair) {
        int most = pair == LinuxPair.BACKPORTS ? 10_000 : 2_000;
        try (DebuggedGuest demo = start(pair, "rate=0");
                InterceptedGuest guest = new InterceptedGuest(demo)) {
            long address =
                    DemoGuestReport.published(guest.memory()).site("pcilg").address();
            InterceptBreakpoint there = stop(InterceptCriteria.builder().where("site == " + address));
            InterceptBreakpoint all = log(InterceptCriteria.builder());
            guest.set(there);
            StoppedGuest first = guest.awaitStopAfter(0);
            long before = started(guest, false);
            long beforeSecond = started(guest, true);
            guest.set(all);
            get(guest.session().resume());
            Eventually.passes(
                    LIMIT.multipliedBy(8),
                    () -> assertThat(guest.session().state().hits().get("log")).isGreaterThanOrEqualTo(most));
            guest.set(all, there);
            guest.awaitStopAfter(first.number());
            assertThat(recordedOf(guest, 0)).isEqualTo(started(guest, false) - before);
            assertThat(recordedOf(guest, 1) - (started(guest, true) - beforeSecond))
                    .isBetween(-1L, 1L);
            assertThat(guest.recorded()).hasSizeGreaterThan(most);
            get(guest.session().leave());
            demo.awaitRunningFreely();
        }
    }

    private static long recordedOf(InterceptedGuest guest, int cpu) {
        return guest.recorded().stream()
                .filter(event -> event.record().cpu() == cpu)
                .count();
    }

    private static long started(InterceptedGuest guest, boolean second) {
        return DemoGuestReport.current(guest.memory()).sites().entrySet().stream()
                .filter(site -> site.getKey().endsWith("_second") == second)
                .mapToLong(site -> site.getValue().started())
                .sum();
    }
}
