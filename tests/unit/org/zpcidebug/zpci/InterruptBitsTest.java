package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.zpcidebug.s390.BigEndian;

class InterruptBitsTest {

    private static InterruptBits bits(int count, int offset, int summaryByte, int... indicators) {
        byte[] bytes = new byte[indicators.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) indicators[i];
        }
        return new InterruptBits(
                new InterruptRegistration(2, count, 0x5000, offset, true, 0x6000, 3),
                new BigEndian(bytes),
                summaryByte);
    }

    @Test
    void countsBitsFromTheLeft() {
        InterruptBits bits = bits(10, 0, 0x10, 0x81, 0x40);
        assertThat(bits.indicator(0)).isTrue();
        assertThat(bits.indicator(1)).isFalse();
        assertThat(bits.indicator(7)).isTrue();
        assertThat(bits.indicator(9)).isTrue();
        assertThat(bits.pending()).isEqualTo(3);
        assertThat(bits.summary()).isTrue();
        assertThat(bits.neighbours()).isZero();
    }

    @Test
    void beginsAtTheOffset() {
        InterruptBits bits = bits(3, 13, 0xe0, 0xff, 0x05, 0x00);
        assertThat(InterruptBits.bytes(bits.registration())).isEqualTo(2);
        assertThat(bits.indicator(0)).isTrue();
        assertThat(bits.indicator(1)).isFalse();
        assertThat(bits.indicator(2)).isTrue();
        assertThat(bits.summary()).isFalse();
        assertThat(bits.neighbours()).isEqualTo(0xe0);
    }

    @Test
    void needsAllBytes() {
        assertThatThrownBy(() -> bits(9, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
