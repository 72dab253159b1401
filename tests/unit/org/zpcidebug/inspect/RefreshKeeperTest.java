package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.MeasurementBlock;

/** Tests {@link RefreshKeeper}. */
class RefreshKeeperTest {

    private static final long FID = 0x100;

    private final RefreshKeeper keeper = new RefreshKeeper();

    private Value<RefreshCount> count(long mappedPages, long lastUpdate, long refreshes) {
        MeasurementBlock block = new MeasurementBlock(0, 7, lastUpdate, 11, 22, 33, refreshes, List.of());
        Belief belief = new Belief(
                new FunctionHandle(0x8002_0003),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.guest(mappedPages),
                Value.guest(Optional.of(block)));
        return keeper.judge(Map.of(FID, Value.guest(belief))).get(FID);
    }

    @Test
    void aBlockSaysNothingOfPagesThatWereMappedAfterIt() {
        assertThat(count(0, 10, 0).value()).isEqualTo(RefreshCount.SOME);
        assertThat(count(256, 10, 0).value()).isEqualTo(RefreshCount.NONE_YET);
        assertThat(count(256, 10, 0).value()).isEqualTo(RefreshCount.NONE_YET);
        assertThat(count(256, 20, 1).value()).isEqualTo(RefreshCount.SOME);
    }

    @Test
    void aBlockThatWasWrittenAgainSaysThatNothingIsRefreshed() {
        assertThat(count(256, 10, 0).value()).isEqualTo(RefreshCount.NONE_YET);
        assertThat(count(256, 20, 0).value()).isEqualTo(RefreshCount.NONE);
        assertThat(count(256, 20, 0).value()).isEqualTo(RefreshCount.NONE);
    }

    @Test
    void watchingBeginsAnewOnceNothingWasMapped() {
        count(256, 10, 0);
        count(0, 20, 0);
        assertThat(count(256, 20, 0).value()).isEqualTo(RefreshCount.NONE_YET);
    }

    @Test
    void watchingBeginsAnewWithAnotherBlockOrAfterTheFunctionWasGone() {
        count(256, 10, 0);
        assertThat(count(256, 0, 0).reason()).contains("not written yet");
        assertThat(count(256, 20, 0).value()).isEqualTo(RefreshCount.NONE_YET);
        assertThat(keeper.judge(Map.of())).isEmpty();
        assertThat(count(256, 30, 0).value()).isEqualTo(RefreshCount.NONE_YET);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(keeper.judge(Map.of(FID, Value.unknown("why"))).get(FID).reason())
                .isEqualTo("why");
    }
}
