package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.zpcidebug.s390.TestStorage;
import org.zpcidebug.zpci.DmaTranslation.Verdict;
import org.zpcidebug.zpci.Iota.Designation;

class DmaWalkTest {

    private static final long IOVA = 0x1_2345_6000L;

    private static DmaTranslation walk(TestTables tables, long iova) {
        return DmaWalk.translate(tables.storage, tables.space(), iova);
    }

    private static long reachable(TableLevel top) {
        return 0x0123_4567_89ab_c000L & top.reach();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "PAGE")
    void goesDownFromEveryTable(TableLevel top) {
        long iova = reachable(top);
        TestTables tables = new TestTables(top).map(iova, 0x7654_3000);
        DmaTranslation found = walk(tables, iova + 0x123);
        assertThat(found.verdict()).isEqualTo(Verdict.MAPPED);
        assertThat(found.address()).isEqualTo(0x7654_3123);
        assertThat(found.reason()).isEmpty();
        assertThat(found.event()).isEmpty();
        assertThat(found.steps()).hasSize(top.ordinal() + 1).allMatch(WalkStep::isValid);
        assertThat(found.steps().get(0).table()).isEqualTo(tables.iota().origin());
        WalkStep last = found.last().orElseThrow();
        assertThat(last.level()).isEqualTo(TableLevel.PAGE);
        assertThat(last.index()).isEqualTo((int) (iova >>> 12 & 0xff));
        assertThat(last.entryAddress()).isEqualTo(tables.entry(TableLevel.PAGE, iova));
        assertThat(last.entry().orElseThrow().bits()).isEqualTo(0x7654_3000);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"PAGE", "REGION_FIRST"})
    void endsWhereATableReachesNoFurther(TableLevel top) {
        TestTables tables = new TestTables(top).map(0, 0x5000);
        assertThat(walk(tables, 0).leadsSomewhere()).isTrue();
        DmaTranslation beyond = walk(tables, top.reach() + 1);
        assertThat(beyond.verdict()).isEqualTo(Verdict.OUTSIDE);
        assertThat(beyond.steps()).isEmpty();
        assertThat(beyond.event()).contains(ErrorEvent.OUT_OF_RANGE);
        assertThat(beyond.reason().orElseThrow()).contains(".." + "0x" + Long.toHexString(top.reach()));
    }

    /** Columns: the table whose entry it is, the entry, the verdict, the event, a part of the reason. */
    @ParameterizedTest
    @CsvSource(
            value = {
                "PAGE; 400; NEVER_MAPPED; PROTECTION; Never mapped: the entry 0x400 in the page table is invalid",
                "PAGE; 1678400; UNMAPPED; PROTECTION; Unmapped since: the entry 0x1678400 in the page table is invalid, "
                        + "and still names 0x1678000.",
                "PAGE; 1678200; READ_ONLY; PROTECTION; The device may only read there: the page table has it",
                "PAGE; 0; TABLE_ERROR; INVALID_ENTRY; The entry 0x0 in the page table makes no sense: invalid table entry.",
                "PAGE; 200; TABLE_ERROR; TABLE_TYPE; wrong table type",
                "SEGMENT; 20; NEVER_MAPPED; PROTECTION; Never mapped: the entry 0x20 in the segment table",
                "SEGMENT; 0; TABLE_ERROR; INVALID_ENTRY; segment table",
                "SEGMENT; 200004; TABLE_ERROR; TABLE_TYPE; segment table",
                "SEGMENT; 7fff0000; UNREADABLE; ; The page table cannot be read: 0x7fff02b0 is outside of memory",
                "REGION_THIRD; 20; NEVER_MAPPED; PROTECTION; region-third table",
                "REGION_THIRD; 0; TABLE_ERROR; INVALID_ENTRY; region-third table",
                "REGION_THIRD; 200004; TABLE_ERROR; INVALID_LENGTH; invalid table length",
                "REGION_THIRD; 200087; TABLE_ERROR; INVALID_LENGTH; invalid table length",
                "REGION_THIRD; 20000b; TABLE_ERROR; TABLE_TYPE; wrong table type",
                "REGION_SECOND; 200007; TABLE_ERROR; TABLE_TYPE; region-second table",
            },
            delimiter = ';')
    void saysWhyNot(TableLevel level, String bits, Verdict verdict, ErrorEvent event, String words) {
        TestTables tables = new TestTables(TableLevel.REGION_SECOND).set(level, IOVA, Long.parseUnsignedLong(bits, 16));
        DmaTranslation found = walk(tables, IOVA);
        assertThat(found.verdict()).isEqualTo(verdict);
        assertThat(found.event()).isEqualTo(Optional.ofNullable(event));
        assertThat(found.reason().orElseThrow()).contains(words).doesNotContain("!");
        assertThat(found.leadsSomewhere()).isEqualTo(verdict == Verdict.READ_ONLY);
        assertThat(found.isWritable()).isFalse();
        if (verdict == Verdict.UNREADABLE) {
            assertThat(found.last().orElseThrow().entry()).isEmpty();
            assertThat(found.last().orElseThrow().isValid()).isFalse();
        }
    }

    @Test
    void findsLargeFrames() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD).set(TableLevel.SEGMENT, IOVA, 0x70_0400);
        DmaTranslation found = walk(tables, IOVA + 0x77);
        assertThat(found.address()).isEqualTo(0x75_6077);
        assertThat(found.isWritable()).isTrue();
        assertThat(found.steps()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"PAGE", "SEGMENT", "REGION_THIRD", "REGION_SECOND"})
    void protectionCountsAtEveryLevel(TableLevel level) {
        TestTables tables = new TestTables(TableLevel.REGION_SECOND).map(IOVA, 0x5000);
        long entry = tables.entry(level, IOVA);
        tables.storage.u64(entry, tables.storage.u64(entry) | 0x200);
        DmaTranslation found = walk(tables, IOVA);
        assertThat(found.verdict()).isEqualTo(Verdict.READ_ONLY);
        assertThat(found.address()).isEqualTo(0x5000);
        assertThat(found.reason().orElseThrow()).contains(level.label() + " has it write-protected");
    }

    @Test
    void anAnchorCanProtectAll() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD).map(IOVA, 0x5000);
        DmaSpace space = new DmaSpace(new Iota(tables.iota().bits() | 0x200), DmaSpace.EVERYTHING);
        DmaTranslation found = DmaWalk.translate(tables.storage, space, IOVA);
        assertThat(found.verdict()).isEqualTo(Verdict.READ_ONLY);
        assertThat(found.reason().orElseThrow()).contains("the anchor write-protects");
    }

    @Test
    void theWindowHasBothItsEnds() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD).map(IOVA, 0x5000);
        DmaSpace space = tables.space(IOVA, IOVA + 0xfff);
        assertThat(DmaWalk.translate(tables.storage, space, IOVA).leadsSomewhere())
                .isTrue();
        assertThat(DmaWalk.translate(tables.storage, space, IOVA + 0xfff).address())
                .isEqualTo(0x5fff);
        assertThat(DmaWalk.translate(tables.storage, space, IOVA - 1).verdict()).isEqualTo(Verdict.OUTSIDE);
        assertThat(DmaWalk.translate(tables.storage, space, IOVA + 0x1000).verdict())
                .isEqualTo(Verdict.OUTSIDE);
    }

    @Test
    void withoutTranslationTheWindowIsStorage() {
        DmaSpace space = new DmaSpace(new Iota(0), new DmaWindow(0x1_0000_0000L, 0x1_1fff_ffffL));
        DmaTranslation found = DmaWalk.translate(new TestStorage(0), space, IOVA & 0x1_1fff_ffffL);
        assertThat(found.verdict()).isEqualTo(Verdict.MAPPED);
        assertThat(found.address()).isEqualTo(IOVA & 0x1fff_ffff);
        assertThat(found.steps()).isEmpty();
        assertThat(DmaWalk.translate(new TestStorage(0), space, 0x5000).verdict())
                .isEqualTo(Verdict.OUTSIDE);
    }

    @ParameterizedTest
    @CsvSource({"0, 0x1000", "1, 0x100000", "2, 0x80000000"})
    void aPageFrameCoversItsSize(int code, String size) {
        long last = IOVA + Long.decode(size) - 1;
        DmaSpace space = new DmaSpace(new Iota(0x4_8000_0000L | 0x810 | code), new DmaWindow(IOVA, -1));
        assertThat(DmaWalk.translate(new TestStorage(0), space, IOVA).address()).isEqualTo(0x4_8000_0000L);
        assertThat(DmaWalk.translate(new TestStorage(0), space, last).address())
                .isEqualTo(0x4_8000_0000L + Long.decode(size) - 1);
        assertThat(DmaWalk.translate(new TestStorage(0), space, last + 1).verdict())
                .isEqualTo(Verdict.OUTSIDE);
    }

    @ParameterizedTest
    @EnumSource(names = {"IO_PAGE_FRAME", "RESERVED", "IO_PAGE_TABLE"})
    void otherDesignationsAreNamed(Designation designation) {
        DmaSpace space = new DmaSpace(Iota.ofTable(0x10_0000, designation), DmaSpace.EVERYTHING);
        DmaTranslation found = DmaWalk.translate(new TestStorage(0), space, IOVA);
        assertThat(found.verdict()).isEqualTo(Verdict.UNKNOWN_FORMAT);
        assertThat(found.reason().orElseThrow()).contains(designation.name());
        assertThat(found.event()).isEmpty();
    }

    /** Columns: the event, the entry at the failing address, the cause. */
    @ParameterizedTest
    @CsvSource({
        "PROTECTION, 5000, NOT_REFRESHED",
        "PROTECTION, 5200, READ_ONLY",
        "PROTECTION, 5400, UNMAPPED",
        "PROTECTION, 400, NEVER_MAPPED",
        "PROTECTION, 0, TABLE_ERROR",
        "OUT_OF_RANGE, 400, OUTSIDE",
        "INVALID_ADDRESS_SPACE, 400, NO_TABLES",
        "INVALID_ENTRY, 0, TABLE_ERROR",
        "INVALID_LENGTH, 5000, TABLE_ERROR",
        "TABLE_TYPE, 200, PAGE_ZERO",
        "TABLE_TYPE, 5000, TABLE_ERROR",
        "INDICATOR, 5000, UNKNOWN",
    })
    void tellsTheCauseOfAFault(ErrorEvent event, String entry, FaultCause cause) {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD).map(IOVA, Long.parseUnsignedLong(entry, 16));
        assertThat(FaultCause.of(event, walk(tables, IOVA))).isEqualTo(cause);
        assertThat(cause.words()).endsWith(".");
    }

    @Test
    void aFaultOutsideOrWhereNothingCanBeReadHasItsOwnCauses() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD).set(TableLevel.SEGMENT, IOVA, 0x7fff_0000L);
        assertThat(FaultCause.of(ErrorEvent.PROTECTION, walk(tables, IOVA))).isEqualTo(FaultCause.UNKNOWN);
        assertThat(FaultCause.of(ErrorEvent.PROTECTION, walk(tables, -1))).isEqualTo(FaultCause.OUTSIDE);
    }

    @ParameterizedTest
    @EnumSource
    void eventsHaveNumbersAndWords(ErrorEvent event) {
        assertThat(ErrorEvent.of(event.code())).contains(event);
        assertThat(event.words()).isNotBlank().doesNotContain("!");
        assertThat(ErrorEvent.of(0x55)).isEmpty();
    }
}
