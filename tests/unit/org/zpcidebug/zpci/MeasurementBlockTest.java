package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zpcidebug.s390.TestStorage;
import org.zpcidebug.zpci.MeasurementBlock.FormatCounter;
import org.zpcidebug.zpci.MeasurementBlock.Unit;

class MeasurementBlockTest {

    private final TestStorage storage = new TestStorage(MeasurementBlock.BYTES)
            .u32(0x04, 18)
            .u64(0x08, 0x71_4622_c946L)
            .u64(0x10, 215)
            .u64(0x18, 135)
            .u64(0x20, 1)
            .u64(0x28, 38)
            .u64(0x30, 4)
            .u64(0x38, 5)
            .u64(0x40, 6)
            .u64(0x48, 7);

    private MeasurementBlock block() {
        return MeasurementBlock.of(storage.read(0, MeasurementBlock.BYTES).bytes());
    }

    @Test
    void blockOfAnEmulatedFunction() {
        assertThat(block()).isEqualTo(new MeasurementBlock(0, 18, 0x71_4622_c946L, 215, 135, 1, 38, List.of()));
        assertThat(block().isBeingWritten()).isFalse();
        assertThat(block().wasUpdated()).isTrue();
    }

    @Test
    void updateGoesOnOrWasNeverMade() {
        storage.u64(0x08, 0x71_4622_c947L);
        assertThat(block().isBeingWritten()).isTrue();

        storage.u64(0x08, 0);
        assertThat(block().wasUpdated()).isFalse();
    }

    @Test
    void countersOfEachFormat() {
        storage.u32(0, 0x0080_0000L);
        assertThat(block().formatCounters())
                .containsExactly(
                        new FormatCounter(Unit.DMA_READ_BYTES, 4), new FormatCounter(Unit.DMA_WRITTEN_BYTES, 5));

        storage.u32(0, 0x0100_0000L);
        assertThat(block().formatCounters())
                .containsExactly(
                        new FormatCounter(Unit.RECEIVED_BYTES, 4),
                        new FormatCounter(Unit.RECEIVED_PACKETS, 5),
                        new FormatCounter(Unit.SENT_BYTES, 6),
                        new FormatCounter(Unit.SENT_PACKETS, 7));

        storage.u32(0, 0x0200_0000L);
        assertThat(block().formatCounters())
                .extracting(FormatCounter::unit)
                .containsExactly(Unit.CONSUMED_WORK_UNITS, Unit.MAXIMUM_WORK_UNITS);

        storage.u32(0, 0x0300_0000L);
        assertThat(block().formatCounters()).containsExactly(new FormatCounter(Unit.SENT_BYTES, 4));

        storage.u32(0, 0x0900_0000L);
        assertThat(block().format()).isEqualTo(9);
        assertThat(block().formatCounters()).isEmpty();
    }
}
