package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zpcidebug.zpci.Iota.Designation;

class IotaTest {

    @ParameterizedTest
    @CsvSource({
        "0x4800, SEGMENT_TABLE, true",
        "0x4804, REGION_THIRD_TABLE, true",
        "0x4808, REGION_SECOND_TABLE, true",
        "0x480c, REGION_FIRST_TABLE, true",
        "0x4812, PAGE_FRAME, false",
        "0x481c, IO_PAGE_TABLE, false"
    })
    void designations(String bits, Designation designation, boolean table) {
        Iota iota = new Iota(Long.decode(bits));

        assertThat(iota.designation()).isEqualTo(designation);
        assertThat(iota.designation().isTable()).isEqualTo(table);
        assertThat(iota.origin()).isEqualTo(0x4000);
        assertThat(iota.translates()).isTrue();
        assertThat(iota).hasToString(bits);
    }

    @Test
    void madeFromATable() {
        assertThat(Iota.ofTable(0x1bd8000, Designation.REGION_THIRD_TABLE)).isEqualTo(new Iota(0x1bd8804));
        assertThat(Iota.ofTable(0x1bd8000, Designation.REGION_FIRST_TABLE)).isEqualTo(new Iota(0x1bd880c));
    }

    @Test
    void noTranslationAndProtection() {
        assertThat(new Iota(0).translates()).isFalse();
        assertThat(new Iota(0xa04).isProtected()).isTrue();
        assertThat(new Iota(0x804).isProtected()).isFalse();
    }

    @Test
    void windowsAreUnsigned() {
        DmaWindow window = new DmaWindow(0x1_0000_0000L, 0x1_1fff_ffffL);
        assertThat(window.contains(0x1_0000_0000L)).isTrue();
        assertThat(window.contains(0x1_1fff_ffffL)).isTrue();
        assertThat(window.contains(0xffff_ffffL)).isFalse();
        assertThat(window.contains(-1)).isFalse();
        assertThat(window.bytes()).isEqualTo(512L << 20);
        assertThat(window).hasToString("0x100000000..0x11fffffff");
        assertThat(new DmaWindow(0, -1).contains(-5)).isTrue();
    }
}
