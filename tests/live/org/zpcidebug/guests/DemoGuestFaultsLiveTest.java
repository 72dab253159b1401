package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportFunction;
import org.zpcidebug.testing.DemoGuestReportFunction.Registration;
import org.zpcidebug.testing.DemoGuestReportFunction.State;
import org.zpcidebug.testing.DemoGuestReportHeader;
import org.zpcidebug.testing.DemoGuestReportHeader.Fault;
import org.zpcidebug.testing.DemoGuestReportHeader.Gate;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaWalk;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.ErrorEvent;
import org.zpcidebug.zpci.FaultCause;
import org.zpcidebug.zpci.Iota;

/** Has the demo guest make each mistake and shut each gate that README.md describes, in both QEMUs. */
class DemoGuestFaultsLiveTest {

    private static final String QUICKLY = "rate=1000 ";

    private static Stream<Arguments> faults() {
        return Arrays.stream(LinuxPair.values()).flatMap(pair -> DemoGuestManual.faults().stream()
                .map(fault -> Arguments.of(pair, fault.word(), fault.pec())));
    }

    private static Stream<Arguments> gates() {
        return Arrays.stream(LinuxPair.values())
                .flatMap(pair -> DemoGuestManual.gates().stream().map(gate -> Arguments.of(pair, gate)));
    }

    private static DemoGuestReportFunction only(DemoGuestReport report) {
        return report.function(Device.RNG.fid());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultLeavesTheFunctionInTheErrorState(LinuxPair pair, String word, int pec) throws Exception {
        Fault fault = Fault.valueOf(word.toUpperCase(Locale.ROOT));
        try (WatchedDemo demo = WatchedDemo.startSmall(pair, QUICKLY + "faultafter=5 fault=" + word)) {
            DemoGuestReport report = demo.await(later -> {
                assertThat(later.header().fault()).isEqualTo(fault);
                assertThat(only(later).state()).isEqualTo(State.ERROR);
                assertThat(only(later).counts().errorEvents()).isPositive();
            });
            assertThat(only(report).lastError().pec()).isEqualTo(pec);
            assertThat(only(report).faulty()).isTrue();
            assertThat(only(report).disagreements()).isZero();
            assertThat(report.header().faultLoop())
                    .isBetween(5L, report.header().loops());
            assertThat(report.header().unexpectedInterruptions()).isZero();
            assertThat(only(report).mappings().spareIova() != 0)
                    .isEqualTo(fault == Fault.NORPCIT || fault == Fault.PAGEZERO);
            assertThat(cause(demo, only(report))).isEqualTo(cause(fault));
        }
    }

    /** What the event and the tables, as they are now, say of the mistake. */
    private static FaultCause cause(WatchedDemo demo, DemoGuestReportFunction function) {
        Registration registered = function.registration();
        DmaSpace space = new DmaSpace(new Iota(registered.iota()), new DmaWindow(registered.pba(), registered.pal()));
        ErrorEvent event = ErrorEvent.of(function.lastError().pec()).orElseThrow();
        return FaultCause.of(
                event,
                DmaWalk.translate(demo.storage(), space, function.lastError().address()));
    }

    private static FaultCause cause(Fault fault) {
        return switch (fault) {
            case NORPCIT -> FaultCause.NOT_REFRESHED;
            case READONLY -> FaultCause.READ_ONLY;
            case UNMAPPED -> FaultCause.NEVER_MAPPED;
            case STALE -> FaultCause.UNMAPPED;
            case WINDOW, RANGE -> FaultCause.OUTSIDE;
            case ZERO, LENGTH, TYPE -> FaultCause.TABLE_ERROR;
            case NOIOAT -> FaultCause.NO_TABLES;
            case PAGEZERO -> FaultCause.PAGE_ZERO;
            case NONE -> FaultCause.UNKNOWN;
        };
    }

    @ParameterizedTest
    @EnumSource
    void recoversFromAFault(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.startSmall(pair, QUICKLY + "fault=norpcit faultafter=5 recover=5")) {
            DemoGuestReport recovered = demo.await(later -> {
                assertThat(only(later).resets()).isEqualTo(1);
                assertThat(only(later).counts().errorEvents()).isPositive();
            });
            assertThat(recovered.header().fault()).isEqualTo(Fault.NONE);
            assertThat(recovered.header().faultLoop()).isPositive();
            assertThat(only(recovered).faulty()).isFalse();
            assertThat(only(recovered).state()).isEqualTo(State.ENABLED);
            demo.await(later -> assertThat(only(later).counts().completed())
                    .isGreaterThan(only(recovered).counts().completed()));
        }
    }

    /** Nothing comes through a shut gate while the device works on. */
    @ParameterizedTest
    @MethodSource("gates")
    void aGateKeepsInterruptionsOut(LinuxPair pair, String word) throws Exception {
        Gate gate = Gate.valueOf(word.toUpperCase(Locale.ROOT));
        try (WatchedDemo demo = WatchedDemo.startSmall(pair, QUICKLY + "gateafter=200 gate=" + word)) {
            DemoGuestReport shut =
                    demo.await(later -> assertThat(later.header().gate()).isEqualTo(gate));
            // What was under way when the gate was shut is over then.
            DemoGuestReport before = afterRequests(demo, shut);
            DemoGuestReport after = afterRequests(demo, before);
            assertThat(after.header().adapterInterrupts())
                    .isPositive()
                    .isEqualTo(before.header().adapterInterrupts());
            assertThat(only(after).counts().interrupts())
                    .isPositive()
                    .isEqualTo(only(before).counts().interrupts());
            assertThat(only(after).disagreements()).isZero();
            assertThat(only(after).state()).isEqualTo(gate == Gate.BLOCKED ? State.BLOCKED : State.ENABLED);
            assertThat(after.header().control6() == 0).isEqualTo(gate == Gate.CR6);
            assertThat(summaryByte(demo, after) != 0).as("summary bit").isEqualTo(gate != Gate.BLOCKED);
        }
    }

    private static DemoGuestReport afterRequests(WatchedDemo demo, DemoGuestReport report) {
        return demo.await(later -> assertThat(only(later).counts().completed())
                .isGreaterThan(only(report).counts().completed() + 10));
    }

    private static int summaryByte(WatchedDemo demo, DemoGuestReport report) {
        DemoGuestReportHeader header = report.header();
        assertThat(header.summaryBytes()).isPositive();
        return demo.storage().read(header.summaryAddress(), 1).bytes().u8(0);
    }

    @ParameterizedTest
    @MethodSource("gates")
    void opensAGateAgain(LinuxPair pair, String word) throws Exception {
        try (WatchedDemo demo = WatchedDemo.startSmall(pair, QUICKLY + "gateafter=10 gatefor=10 gate=" + word)) {
            DemoGuestReport open = demo.await(later -> {
                assertThat(later.header().gateLoop()).isPositive();
                assertThat(later.header().gate()).isEqualTo(Gate.NONE);
            });
            assertThat(only(open).state()).isEqualTo(State.ENABLED);
            demo.await(later -> {
                assertThat(only(later).counts().interrupts())
                        .isGreaterThan(only(open).counts().interrupts() + 10);
                assertThat(later.header().control6()).isPositive();
            });
        }
    }
}
