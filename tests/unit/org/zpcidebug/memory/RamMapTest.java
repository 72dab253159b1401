package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RamMapTest {

    private static final RamRange A = new RamRange(0, 0x2000, "a", 1);
    private static final RamRange B = new RamRange(0x2000, 0x1000, "b", 2);
    private static final RamRange C = new RamRange(0x1_0000_0000L, 0x1000, "c", 3);

    private final RamMap map = new RamMap(List.of(A, B, C));

    @Test
    void findsTheRange() {
        assertThat(map.find(0)).isSameAs(A);
        assertThat(map.find(0x1fff)).isSameAs(A);
        assertThat(map.find(0x2000)).isSameAs(B);
        assertThat(map.find(0x1_0000_0fffL)).isSameAs(C);
    }

    @Test
    void findsNothingBetweenAndBeyond() {
        assertThat(map.find(0x3000)).isNull();
        assertThat(map.find(0xffff_ffffL)).isNull();
        assertThat(map.find(0x1_0000_1000L)).isNull();
        assertThat(map.find(Long.MAX_VALUE)).isNull();
        assertThat(map.find(-1)).isNull();
        assertThat(map.find(Long.MIN_VALUE)).isNull();
    }

    @Test
    void addsUp() {
        assertThat(map.size()).isEqualTo(0x4000);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new RamMap(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RamMap(List.of(B, A))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RamMap(List.of(A, A))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RamRange(1, 4096, "", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RamRange(0, 0, "", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RamRange(-4096, 4096, "", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RamRange(4096, Long.MAX_VALUE & -4096, "", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
