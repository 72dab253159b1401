package org.zpcidebug.ui.views;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {

    @Test
    void theHighestBarIsAsHighAsThereIsRoom() {
        assertThat(Sparkline.of(new int[] {0, 1, 2, 3, 4, 5, 6, 7}, 1)).isEqualTo("▁▂▃▄▅▆▇█");
        assertThat(Sparkline.of(new int[] {0, 0, 700, 0, 0, 100}, 2)).isEqualTo("▁█▂");
    }

    @Test
    void onlyNothingLooksLikeNothing() {
        assertThat(Sparkline.of(new int[] {Integer.MAX_VALUE, 0, 1}, 1)).isEqualTo("█▁▂");
        assertThat(Sparkline.of(new int[] {0, 0, 0}, 1)).isEqualTo("▁▁▁");
    }
}
