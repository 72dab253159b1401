package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rehearsal goes the way of a probe, which finds out and puts back what there is. */
class ProbeRehearsalTest {

    @Test
    void comesToItsEnd() {
        ProbeReading reading = ProbeRehearsal.run(2);
        assertThat(reading.functions()).isEmpty();
        assertThat(reading.cpu()).isZero();
        assertThat(reading.paused()).isPositive();
    }
}
