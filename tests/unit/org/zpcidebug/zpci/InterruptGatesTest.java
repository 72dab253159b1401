package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.InterruptGate.Kind;
import org.zpcidebug.zpci.InterruptGate.State;

class InterruptGatesTest {

    private static final InterruptRegistration REGISTRATION =
            new InterruptRegistration(2, 3, 0x5000, 0, true, 0x6000, 1);
    private static final FunctionHandle ENABLED = new FunctionHandle(0x8002_0001);
    private static final InterruptionMode ARMED = InterruptionMode.UNKNOWN.set(1);
    private static final CpuMask OPEN = new CpuMask(0x2000_0000L, true);
    private static final CpuMask CLOSED = new CpuMask(0x2000_0000L, false);
    private static final CpuMask MASKED = new CpuMask(0xdfff_ffffL, true);

    private static GateFacts facts(
            FunctionState state, int indicators, int summaryByte, InterruptionMode mode, CpuMask... cpus) {
        InterruptBits bits =
                new InterruptBits(REGISTRATION, new BigEndian(new byte[] {(byte) indicators}), summaryByte);
        return new GateFacts(state, "somewhere", ENABLED, true, bits, 2, mode, List.of(cpus), "registers", false, true);
    }

    private static InterruptGate first(GateFacts facts) {
        return InterruptGates.of(facts).shut().orElseThrow();
    }

    @Test
    void allOpen() {
        InterruptGates gates = InterruptGates.of(facts(null, 0, 0, ARMED, CLOSED, OPEN));
        assertThat(gates.shut()).isEmpty();
        assertThat(gates.gates()).extracting(InterruptGate::kind).containsExactly(Kind.values());
        assertThat(gates.gates()).allMatch(g -> g.state() == State.OPEN);
        assertThat(gates.gates()).allSatisfy(g -> {
            assertThat(g.words() + g.origin() + g.kind().label()).doesNotContain("!", "{");
            assertThat(g.origin()).isNotBlank();
        });
    }

    @Test
    void eachGateIsSeenShut() {
        assertThat(first(facts(FunctionState.BLOCKED, 0, 0, ARMED, OPEN)).kind())
                .isEqualTo(Kind.FUNCTION);
        assertThat(first(facts(FunctionState.ENABLED, 0xa0, 0x40, ARMED, OPEN)))
                .satisfies(g -> assertThat(g.kind()).isEqualTo(Kind.SUMMARY))
                .satisfies(g -> assertThat(g.words()).contains("2 indicator bits"));
        assertThat(first(facts(null, 0, 0, ARMED.delivered(), OPEN)).kind()).isEqualTo(Kind.MODE);
        assertThat(first(facts(null, 0, 0, ARMED, MASKED)))
                .satisfies(g -> assertThat(g.kind()).isEqualTo(Kind.CPU))
                .satisfies(g -> assertThat(g.words()).contains("ontrol register 6"));
        assertThat(first(facts(null, 0, 0, ARMED, CLOSED)).words()).contains("PSW");
    }

    @Test
    void namesTheCauseBeforeWhatFollows() {
        assertThat(first(facts(null, 0x80, 0x40, ARMED.delivered(), MASKED)).kind())
                .isEqualTo(Kind.CPU);
        assertThat(first(facts(null, 0x80, 0x40, ARMED.delivered(), OPEN)).kind())
                .isEqualTo(Kind.MODE);
    }

    @Test
    void knowsTheByteBugOfOldQemu() {
        assertThat(first(facts(null, 0, 0x80, ARMED, OPEN)).words()).contains("before 10.2");
    }

    @Test
    void saysWhatCannotBeSeen() {
        GateFacts nothing =
                new GateFacts(null, "", null, null, null, -1, InterruptionMode.UNKNOWN, List.of(), "", false, false);
        assertThat(InterruptGates.of(nothing).gates())
                .allMatch(g -> g.state() == State.UNKNOWN)
                .allMatch(g -> !g.words().isBlank());
    }

    @Test
    void singleModeShutsWithEachInterruption() {
        assertThat(InterruptionMode.UNKNOWN.delivered().suppressed()).isNull();
        assertThat(ARMED.delivered().suppressed()).isTrue();
        assertThat(ARMED.delivered().set(1).suppressed()).isFalse();
        assertThat(ARMED.set(0).delivered().suppressed()).isFalse();
        assertThat(ARMED.delivered().set(7).suppressed()).isTrue();
    }

    @Test
    void oneShutSampleIsNoBlock() {
        ShutWatch watch = new ShutWatch(Duration.ofSeconds(2));
        InterruptGates shut = InterruptGates.of(facts(null, 0x80, 0x40, ARMED, OPEN));
        InterruptGates open = InterruptGates.of(facts(null, 0, 0, ARMED, OPEN));
        assertThat(watch.sentence()).isEmpty();
        watch.sample(seconds(0), shut, 1, 1);
        watch.sample(seconds(1), shut, 1, 1);
        assertThat(watch.blocking()).isEmpty();
        watch.sample(seconds(2), shut, 1, 1);
        assertThat(watch.blocking().orElseThrow().kind()).isEqualTo(Kind.SUMMARY);
        assertThat(watch.sentence().orElseThrow())
                .startsWith("Interrupts of this function are blocked because the summary bit is set")
                .endsWith("(2 s so far).");
        watch.sample(seconds(3), shut, 2, 2);
        assertThat(watch.blocking()).as("an interrupt was taken in between").isEmpty();
        watch.sample(seconds(4), open, 2, 2);
        watch.sample(seconds(9), shut, 2, 2);
        assertThat(watch.blocking()).isEmpty();
        assertThat(watch.shut(Kind.SUMMARY)).isZero();
    }

    private static long seconds(int number) {
        return Duration.ofSeconds(number).toNanos();
    }
}
