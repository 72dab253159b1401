package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.zpci.TableEntry.State;

class TableEntryTest {

    private static TableEntry entry(TableLevel level, String bits) {
        return new TableEntry(level, Long.parseUnsignedLong(bits, 16));
    }

    /** Columns: table, entry, state, event, what it leads to. */
    @ParameterizedTest
    @CsvSource({
        "PAGE, 400, NEVER_USED, , 0",
        "PAGE, 1678400, STALE, , 1678000",
        "PAGE, 1678600, STALE, , 1678000",
        "PAGE, 1678000, VALID, , 1678000",
        "PAGE, 1678200, VALID, , 1678000",
        "PAGE, fffffffffffff000, VALID, , fffffffffffff000",
        "PAGE, 0, ERROR, INVALID_ENTRY, 0",
        "PAGE, 200, ERROR, TABLE_TYPE, 0",
        "SEGMENT, 20, NEVER_USED, , 0",
        "SEGMENT, 2001020, STALE, , 2001000",
        "SEGMENT, 2001800, VALID, , 2001800",
        "SEGMENT, 2100400, VALID, , 2100000",
        "SEGMENT, 2134400, VALID, , 2100000",
        "SEGMENT, 0, ERROR, INVALID_ENTRY, 0",
        "SEGMENT, 200, ERROR, TABLE_TYPE, 0",
        "SEGMENT, 2001004, ERROR, TABLE_TYPE, 2001000",
        "SEGMENT, 200100c, ERROR, TABLE_TYPE, 2001000",
        "REGION_THIRD, 20, NEVER_USED, , 0",
        "REGION_THIRD, 2004007, VALID, , 2004000",
        "REGION_THIRD, 2004207, VALID, , 2004000",
        "REGION_THIRD, 2004027, STALE, , 2004000",
        "REGION_THIRD, 0, ERROR, INVALID_ENTRY, 0",
        "REGION_THIRD, 2004004, ERROR, INVALID_LENGTH, 2004000",
        "REGION_THIRD, 2004006, ERROR, INVALID_LENGTH, 2004000",
        "REGION_THIRD, 2004047, ERROR, INVALID_LENGTH, 2004000",
        "REGION_THIRD, 2004087, ERROR, INVALID_LENGTH, 2004000",
        "REGION_THIRD, 7, ERROR, TABLE_TYPE, 0",
        "REGION_THIRD, 200400b, ERROR, TABLE_TYPE, 2004000",
        "REGION_THIRD, 2004003, ERROR, TABLE_TYPE, 2004000",
        "REGION_SECOND, 200400b, VALID, , 2004000",
        "REGION_SECOND, 2004007, ERROR, TABLE_TYPE, 2004000",
        "REGION_SECOND, 200404b, ERROR, INVALID_LENGTH, 2004000",
        "REGION_FIRST, 200400f, VALID, , 2004000",
        "REGION_FIRST, 200400b, ERROR, TABLE_TYPE, 2004000",
        "REGION_FIRST, 200400c, ERROR, INVALID_LENGTH, 2004000",
    })
    void isJudgedAsQemuDoes(TableLevel level, String bits, State state, ErrorEvent event, String origin) {
        TableEntry entry = entry(level, bits);
        assertThat(entry.state()).isEqualTo(state);
        assertThat(entry.isValid()).isEqualTo(state == State.VALID);
        assertThat(entry.error().orElse(null)).isEqualTo(event);
        assertThat(entry.origin()).isEqualTo(Long.parseUnsignedLong(origin, 16));
    }

    @Test
    void tellsFramesAndProtection() {
        assertThat(entry(TableLevel.SEGMENT, "2100400").isFrame()).isTrue();
        assertThat(entry(TableLevel.SEGMENT, "2100000").isFrame()).isFalse();
        assertThat(entry(TableLevel.PAGE, "2100000").isFrame()).isTrue();
        assertThat(entry(TableLevel.REGION_THIRD, "2100407").isFrame()).isFalse();
        assertThat(entry(TableLevel.PAGE, "2100200").isProtected()).isTrue();
        assertThat(entry(TableLevel.PAGE, "2100000").isProtected()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void levelsSplitAnAddress(TableLevel level) {
        long iova = 0;
        for (TableLevel each : TableLevel.values()) {
            iova |= (long) (each.ordinal() + 5) << Long.numberOfTrailingZeros(each.span());
        }
        assertThat(level.index(iova)).isEqualTo(level.ordinal() + 5);
        assertThat(level.tableBytes()).isEqualTo(level == TableLevel.PAGE ? 2048 : 16384);
        assertThat(level.label()).endsWith("table").doesNotContain("!");
        assertThat(level.id()).isEqualTo(level.name().toLowerCase().replace('_', '-'));
        if (level != TableLevel.REGION_FIRST) {
            assertThat(level.reach() + 1).isEqualTo(level.entries() * level.span());
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "PAGE; 1678200; leads to the page at 0x1678000|valid|read-only for the device",
                "PAGE; 1678600; led to 0x1678000 before|invalid|says nothing, for the entry is invalid",
                "SEGMENT; 2100400; leads to the 1 MiB frame at 0x2100000|leads to a 1 MiB frame|reading and writing"
                        + "|valid|entry of a segment table",
                "SEGMENT; 2001800; leads to the table at 0x2001800|leads to a page table|reading and writing"
                        + "|valid|entry of a segment table",
                "REGION_THIRD; 200408b; leads to the table at 0x2004000|reading and writing"
                        + "|the next table begins with its part 2$ only 0 is right|valid"
                        + "|entry of a region-second table, which does not belong here"
                        + "|the next table ends with its part 3$ only 3 is right",
                "SEGMENT; 20; names nothing|says nothing, for the entry is invalid"
                        + "|says nothing, for the entry is invalid|invalid|says nothing, for the entry is invalid",
            },
            delimiter = ';')
    void explainsBits(TableLevel level, String bits, String words) {
        assertThat(EntryBits.of(entry(level, bits)))
                .extracting(EntryBits::words)
                .containsExactly(words.replace('$', ';').split("\\|"));
        assertThat(EntryBits.of(entry(level, bits)))
                .allMatch(part -> (part.value() & ~part.mask()) == 0)
                .extracting(EntryBits::mask)
                .isSortedAccordingTo((a, b) -> Long.compareUnsigned(b, a));
    }
}
