package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests {@link BackOff}. */
class BackOffTest {

    private final BackOff backOff = new BackOff();

    @Test
    void isDueAsLongAsAllIsWell() {
        assertThat(backOff.isDue(Long.MAX_VALUE)).isTrue();
        assertThat(backOff.pause()).isZero();
    }

    @Test
    void pausesGrowToHalfAMinute() {
        long[] expected = {1, 2, 4, 8, 16, 30, 30};
        for (long seconds : expected) {
            backOff.failed(0);
            assertThat(backOff.pause()).isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void isDueAgainAfterItsPause() {
        long now = Long.MAX_VALUE - 5;
        backOff.failed(now);
        assertThat(backOff.isDue(now + 999_999_999L)).isFalse();
        assertThat(backOff.isDue(now + 1_000_000_000L)).isTrue();
    }

    @Test
    void successStartsAfresh() {
        backOff.failed(0);
        backOff.failed(0);
        backOff.succeeded();
        assertThat(backOff.isDue(0)).isTrue();
        backOff.failed(0);
        assertThat(backOff.pause()).isEqualTo(Duration.ofSeconds(1));
    }
}
