package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zpcidebug.s390.TestStorage;
import org.zpcidebug.zpci.Iota.Designation;

/** Values as a Linux guest registered them with QEMU 7.2. */
class FibTest {

    private static Fib fib(TestStorage storage) {
        return Fib.of(storage.read(0, Fib.BYTES).bytes());
    }

    @Test
    void storedControlsOfAWorkingFunction() {
        TestStorage storage = new TestStorage(Fib.BYTES)
                .u8(0x08, 0x90)
                .u64(0x10, 0x1_0000_0000L)
                .u64(0x18, 0x1_1fff_ffffL)
                .u64(0x20, 0x0202_4804L)
                .u32(0x28, 0x2003_0080)
                .u64(0x30, 0x0200_1030L)
                .u64(0x38, 0x0200_1008L)
                .u64(0x40, 0x0292_8f80L)
                .u32(0x4c, 0x1234);

        Fib fib = fib(storage);

        assertThat(fib.format()).isZero();
        assertThat(fib.controls().isEnabled()).isTrue();
        assertThat(fib.controls().isInError()).isFalse();
        assertThat(fib.controls().isBlocked()).isFalse();
        assertThat(fib.controls().isDmaRegistered()).isTrue();
        assertThat(fib.lowest()).isEqualTo(0x1_0000_0000L);
        assertThat(fib.highest()).isEqualTo(0x1_1fff_ffffL);
        assertThat(fib.iota().origin()).isEqualTo(0x0202_4000L);
        assertThat(fib.iota().designation()).isEqualTo(Designation.REGION_THIRD_TABLE);
        assertThat(fib.iota().translates()).isTrue();
        assertThat(fib.interrupts()).isEqualTo(new InterruptRegistration(2, 3, 0x0200_1030L, 0, true, 0x0200_1008L, 0));
        assertThat(fib.measurement()).isEqualTo(0x0292_8f80L);
        assertThat(fib.gisa()).isEqualTo(0x1234);
    }

    @Test
    void functionInError() {
        Fib fib = fib(new TestStorage(Fib.BYTES).u8(0x08, 0xe0));

        assertThat(fib.controls().isEnabled()).isTrue();
        assertThat(fib.controls().isInError()).isTrue();
        assertThat(fib.controls().isBlocked()).isTrue();
        assertThat(fib.controls().isDmaRegistered()).isFalse();
    }

    @Test
    void everyFieldOfTheInterruptWord() {
        InterruptRegistration all = InterruptRegistration.of(0x7fff_3fffL, 8, 16);
        assertThat(all).isEqualTo(new InterruptRegistration(7, 0xfff, 8, 63, true, 16, 63));

        InterruptRegistration none = InterruptRegistration.of(0, 0, 0);
        assertThat(none).isEqualTo(new InterruptRegistration(0, 0, 0, 0, false, 0, 0));
    }

    @Test
    void bitsAreCountedFromTheLeft() {
        InterruptRegistration registration = new InterruptRegistration(2, 10, 0x1000, 3, true, 0x2000, 9);

        assertThat(registration.summaryByte()).isEqualTo(0x2001);
        assertThat(registration.summaryMask()).isEqualTo(0x40);
        assertThat(registration.indicatorByte(0)).isEqualTo(0x1000);
        assertThat(registration.indicatorMask(0)).isEqualTo(0x10);
        assertThat(registration.indicatorByte(6)).isEqualTo(0x1001);
        assertThat(registration.indicatorMask(6)).isEqualTo(0x40);
    }
}
