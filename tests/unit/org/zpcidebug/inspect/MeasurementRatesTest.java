package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zpcidebug.linux.SmallKernel;
import org.zpcidebug.zpci.MeasurementBlock;

/** Tests {@link MeasurementRates}. */
class MeasurementRatesTest {

    /** 4 s in units of 2^-12 microseconds, shifted as the block has it. */
    private static final long FOUR_SECONDS = 4_000_000L << 12 << 1;

    private static MeasurementBlock block(long time, long loads) {
        return new MeasurementBlock(0, 1, time, loads, 10, 20, 30, List.of());
    }

    @Test
    void countsBySecondsOfTheBlocksClock() {
        assertThat(MeasurementRates.between(block(FOUR_SECONDS, 100), block(2 * FOUR_SECONDS, 110)))
                .isEqualTo(new MeasurementRates(4, 2.5, 0, 0, 0));
    }

    @Test
    void twoReadingsOfOneUpdateTellNothing() {
        assertThat(MeasurementRates.between(block(FOUR_SECONDS, 100), block(FOUR_SECONDS, 100)))
                .isNull();
    }

    @Test
    void aBlockThatWasNeverUpdatedOrBeganAnewTellsNothing() {
        assertThat(MeasurementRates.between(block(0, 0), block(FOUR_SECONDS, 100)))
                .isNull();
        assertThat(MeasurementRates.between(block(FOUR_SECONDS, 100), block(2 * FOUR_SECONDS, 7)))
                .isNull();
    }

    @Test
    void aRateStaysUntilTheNextUpdate() throws Exception {
        SmallKernel kernel = SmallKernel.withDomains().boot(1);
        long fmb = kernel.storage()
                .read(kernel.member(0, "fmb"), Long.BYTES)
                .bytes()
                .u64(0);
        GuestLook look = new GuestLook(null, FakeMemory.access(() -> new FakeMemory(kernel.storage())));
        Map<Long, Value<MeasurementRates>> first = look.look(Set.of()).rates();
        assertThat(first.get(0x100L).reason()).startsWith("Two updates");
        kernel.storage().u64(fmb + 8, 0x1234 + FOUR_SECONDS).u64(fmb + 0x10, 11 + 8);
        assertThat(look.look(Set.of()).rates().get(0x100L).value().loads()).isEqualTo(2);
        assertThat(look.look(Set.of()).rates().get(0x100L).value().loads()).isEqualTo(2);
        look.close();
    }
}
