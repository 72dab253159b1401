package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zpcidebug.linux.Known;
import org.zpcidebug.s390.BigEndian;

/** Tests {@link BarRange}, which a user types, and {@link BarWords}. */
class BarRangeTest {

    @Test
    void isReadFromText() {
        assertThat(BarRange.parse("0x100:4:0x14:8")).isEqualTo(new BarRange(0x100, 4, 0x14, 8));
        assertThat(BarRange.parse("256:0:4096:4096")).isEqualTo(new BarRange(0x100, 0, 4096, 4096));
        assertThat(BarRange.of(1, " 2", "0x10 ", "4")).isEqualTo(new BarRange(1, 2, 16, 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x100",
                "0x100:4:0",
                "0x100:4:0:4:4",
                "x:4:0:4",
                "0x100:four:0:4",
                "0x100:6:0:4",
                "0x100:-1:0:4",
                "0x100:4:2:4",
                "0x100:4:-4:4",
                "0x100:4:0:0",
                "0x100:4:0:6",
                "0x100:4:0:4100",
                "0x100:4:0:99999999999999999999"
            })
    void whatMakesNoSenseIsRefusedInWords(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BarRange.parse(text))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .isNotBlank()
                        .doesNotStartWith("!")
                        .doesNotContain("{"));
    }

    @Test
    void wordsAreLittleEndian() {
        BigEndian bytes = new BigEndian(new byte[] {0x78, 0x56, 0x34, 0x12, 1, 0, 0, (byte) 0x80});
        BarRange range = new BarRange(0x100, 4, 0, 8);
        assertThat(new BarWords(range, Known.of(bytes)).words()).isEqualTo(List.of(0x12345678, 0x80000001));
        assertThat(new BarWords(range, Known.unknown("refused")).words()).isEmpty();
    }
}
