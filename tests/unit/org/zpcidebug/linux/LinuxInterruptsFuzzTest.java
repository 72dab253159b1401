package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/**
 * Interrupts of a kernel some of whose bytes were changed: read in a bounded number of steps, whatever is there. The
 * input is a byte that chooses the kernel, and changes: a place, and what is written there.
 */
class LinuxInterruptsFuzzTest {

    private static final int CHANGE = Short.BYTES + Long.BYTES;
    private static final int MAX_BATCHES = 5000;

    @FuzzTest
    void readsAnything(byte[] input) {
        ByteBuffer changes = ByteBuffer.wrap(input);
        int choice = changes.hasRemaining() ? changes.get() : 0;
        SmallIrqs small = new SmallIrqs((choice & 1) != 0, (choice & 2) != 0, 2);
        LinuxInterrupts reader = small.reader();
        reader.read(SmallIrqs.devices(2));
        while (changes.remaining() >= CHANGE) {
            small.storage.u64((changes.getShort() & 0xffffL) * 4 + 0x1000, changes.getLong());
        }
        for (int i = 0; i < 2; i++) {
            InterruptReading reading = reader.read(SmallIrqs.devices(2));
            assertThat(reading.functions()).hasSize(2);
            reading.functions().values().forEach(LinuxInterruptsFuzzTest::check);
        }
        assertThat(small.storage.batches()).isLessThan(MAX_BATCHES);
    }

    private static void check(FunctionInterrupts function) {
        assertThat(function.bits().isKnown() || !function.bits().problem().isBlank())
                .isTrue();
        assertThat(function.irqs().orElse(java.util.List.of()).size()).isLessThanOrEqualTo(SmallIrqs.INTERRUPTS);
        for (int i = 0; function.counts().isKnown() && i < SmallIrqs.INTERRUPTS; i++) {
            assertThat(function.counts().value().total(i)).isNotNegative();
        }
    }
}
