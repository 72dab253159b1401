package org.zpcidebug.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShortWaitsTest {

    private static final long LONG = 1_000_000;

    private final ShortWaits waits = new ShortWaits();
    private long now = -5;

    @Test
    void looksAgainOnlyAfterManyShortWaitsInARow() {
        waits(99, 10);
        assertThat(isWorthLooking(10)).isTrue();
        waits(1, LONG);
        assertThat(isWorthLooking(10)).isFalse();
        waits(5, 10);
        assertThat(isWorthLooking(10)).isFalse();
        waits(99, 10);
        assertThat(isWorthLooking(10)).isTrue();
    }

    @Test
    void doesNotLookForLong() {
        waits(99, 10);
        assertThat(isWorthLooking(LONG - 1)).isTrue();
        assertThat(isWorthLooking(LONG)).isFalse();
    }

    private void waits(int count, long nanos) {
        for (int i = 0; i < count; i++) {
            waits.begin(now);
            now += nanos;
            waits.end(now);
        }
    }

    private boolean isWorthLooking(long after) {
        waits.begin(now);
        return waits.isWorthLooking(now + after);
    }
}
