package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CountHistoryTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int LAST = CountHistory.SECONDS - 1;

    private final CountHistory history = new CountHistory(2);

    private void sample(double seconds, long first, long second) {
        history.sample(-5 * SECOND + (long) (seconds * SECOND), i -> i == 0 ? first : second);
    }

    @Test
    void theFirstSampleIsNoChange() {
        sample(0, 1000, 0);
        assertThat(history.rate(0)).isZero();
        assertThat(history.sinceChange(0)).isEqualTo(-1);
        assertThat(history.minute(0)).containsOnly(0);
    }

    @Test
    void ratesAndLastChanges() {
        sample(0, 1000, 0);
        sample(0.5, 1010, 0);
        assertThat(history.rate(0)).isEqualTo(20);
        assertThat(history.sinceChange(0)).isZero();
        sample(2, 1010, 3);
        assertThat(history.rate(0)).isZero();
        assertThat(history.sinceChange(0)).isEqualTo(3 * SECOND / 2);
        assertThat(history.rate(1)).isEqualTo(2);
    }

    @Test
    void keepsAMinute() {
        sample(0, 0, 0);
        sample(0.2, 4, 0);
        sample(0.4, 6, 0);
        sample(1.1, 7, 0);
        assertThat(history.minute(0)[LAST - 1]).isEqualTo(6);
        assertThat(history.minute(0)[LAST]).isEqualTo(1);
        sample(60.5, 9, 0);
        assertThat(IntStream.of(history.minute(0)).sum()).isEqualTo(3);
        assertThat(history.minute(0)[0]).isEqualTo(1);
        sample(1000, 9, 0);
        assertThat(history.minute(0)).containsOnly(0);
        assertThat(history.minute(1)).containsOnly(0);
    }

    @Test
    void aCounterThatBeganAnewHasNoRate() {
        sample(0, 100, 0);
        sample(1, 2, 0);
        assertThat(history.rate(0)).isZero();
        assertThat(history.sinceChange(0)).isZero();
        sample(2, 5, 0);
        assertThat(history.rate(0)).isEqualTo(3);
    }
}
