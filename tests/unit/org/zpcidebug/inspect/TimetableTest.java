package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests {@link Timetable} and {@link SlowLane}. */
class TimetableTest {

    private static final long MS = 1_000_000;

    private final Timetable timetable = new Timetable();
    private final SlowLane slowLane = new SlowLane();

    @Test
    void theFirstSampleIsDueAtOnce() {
        assertThat(timetable.next(1, 42)).isEqualTo(42);
        assertThat(timetable.nextAfterEvent(42)).isEqualTo(42);
    }

    @Test
    void samplesFollowThePeriodFromStartToStart() {
        timetable.sampled(0, 20 * MS);
        assertThat(timetable.next(5, 20 * MS)).isEqualTo(200 * MS);
    }

    @Test
    void slowSamplesStretchThePeriod() {
        timetable.sampled(0, 150 * MS);
        assertThat(timetable.next(5, 150 * MS)).isEqualTo(300 * MS);
    }

    @Test
    void aSampleThatIsLateIsDueNow() {
        timetable.sampled(0, MS);
        assertThat(timetable.next(1, 5000 * MS)).isEqualTo(5000 * MS);
    }

    @Test
    void swarmsOfEventsCauseFiveSamplesASecond() {
        timetable.sampled(0, MS);
        assertThat(timetable.nextAfterEvent(2 * MS)).isEqualTo(200 * MS);
        assertThat(timetable.nextAfterEvent(300 * MS)).isEqualTo(300 * MS);
    }

    @Test
    void theSlowLaneIsTakenEveryTwoSecondsAtMost() {
        assertThat(slowLane.isDue(0)).isTrue();
        slowLane.ran(0, MS);
        assertThat(slowLane.isDue(1999 * MS)).isFalse();
        assertThat(slowLane.isDue(2000 * MS)).isTrue();
    }

    @Test
    void aSlowLaneThatTakesLongIsTakenLessOften() {
        slowLane.ran(0, 500 * MS);
        assertThat(slowLane.isDue(9999 * MS)).isFalse();
        assertThat(slowLane.isDue(10_000 * MS)).isTrue();
    }
}
