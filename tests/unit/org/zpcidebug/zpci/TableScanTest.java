package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.zpcidebug.s390.TestStorage;
import org.zpcidebug.zpci.Iota.Designation;
import org.zpcidebug.zpci.ScanResult.End;

class TableScanTest {

    private static final long START = 0x1_0000_0000L;
    private static final long PAGE = 0x1000;

    private record Row(long iova, long address, long bytes, boolean writable) {}

    private final List<Row> rows = new ArrayList<>();

    private ScanResult scan(TestStorage storage, DmaSpace space, ScanLimits limits) {
        return TableScan.run(storage, space, limits, (i, a, b, w) -> rows.add(new Row(i, a, b, w)));
    }

    private ScanResult scan(TestTables tables) {
        return scan(tables.storage, tables.space(), ScanLimits.DEFAULT);
    }

    @Test
    void listsEveryMappingInOrder() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD)
                .map(START + 0x8000_0000L, 0x9000)
                .map(START, 0x5000)
                .map(START + 0x20_0000, 0x6200)
                .map(START + PAGE, 0x7000)
                .set(TableLevel.SEGMENT, START + 0x10_0000, 0x30_0400)
                .set(TableLevel.SEGMENT, START + 0x40_0000, 0x30_0600)
                .map(START + 2 * PAGE, 0x5400)
                .map(START + 3 * PAGE, 0x5600);
        ScanResult result = scan(tables);
        assertThat(rows)
                .containsExactly(
                        new Row(START, 0x5000, PAGE, true),
                        new Row(START + PAGE, 0x7000, PAGE, true),
                        new Row(START + 0x10_0000, 0x30_0000, 1 << 20, true),
                        new Row(START + 0x20_0000, 0x6000, PAGE, false),
                        new Row(START + 0x40_0000, 0x30_0000, 1 << 20, false),
                        new Row(START + 0x8000_0000L, 0x9000, PAGE, true));
        assertThat(result.isComplete()).isTrue();
        assertThat(result.mappings()).isEqualTo(6);
        assertThat(result.bytes()).isEqualTo(4 * PAGE + (2 << 20));
        assertThat(result.largeFrames()).isEqualTo(2);
        assertThat(result.readOnly()).isEqualTo(2);
        assertThat(result.stale()).isEqualTo(2);
        assertThat(result.tables()).isEqualTo(6);
        assertThat(result.tableBytes()).isEqualTo(3 * 16384 + 3 * 2048);
        assertThat(result.problemCount()).isZero();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "PAGE")
    void goesDownFromEveryTable(TableLevel top) {
        long last = top.reach() & -PAGE;
        TestTables tables = new TestTables(top).map(0, 0x5000).map(last, 0x6000);
        ScanResult result = scan(tables);
        assertThat(rows).containsExactly(new Row(0, 0x5000, PAGE, true), new Row(last, 0x6000, PAGE, true));
        assertThat(result.tables()).isEqualTo(2 * top.ordinal() + 1);
    }

    @Test
    void readsNoTablesOutsideOfTheWindow() {
        long second = START + 0x10_0000;
        TestTables tables = new TestTables(TableLevel.REGION_THIRD)
                .map(START, 0x5000)
                .map(second, 0x6000)
                .map(second + PAGE, 0x7000)
                .map(second + 2 * PAGE, 0x8000)
                .map(START + 0x8000_0000L, 0x9000);
        ScanResult result = scan(tables.storage, tables.space(second + PAGE, second + PAGE), ScanLimits.DEFAULT);
        assertThat(rows).containsExactly(new Row(second + PAGE, 0x7000, PAGE, true));
        assertThat(result.tables()).isEqualTo(3);

        rows.clear();
        DmaWindow part = new DmaWindow(0, second);
        TableScan.run(
                tables.storage,
                tables.space(),
                part,
                ScanLimits.DEFAULT,
                (i, a, b, w) -> rows.add(new Row(i, a, b, w)));
        assertThat(rows).extracting(Row::address).containsExactly(0x5000L, 0x6000L);

        rows.clear();
        assertThat(scan(tables.storage, tables.space(1L << 42, -1), ScanLimits.DEFAULT)
                        .isComplete())
                .isTrue();
        assertThat(rows).isEmpty();
    }

    @Test
    void readsManyTablesInABatch() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD);
        for (int i = 0; i < 600; i++) {
            tables.map(START + ((long) i << 20), PAGE * (i + 1));
        }
        assertThat(scan(tables).mappings()).isEqualTo(600);
        assertThat(tables.storage.batches()).isLessThanOrEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(names = {"PAGE", "SEGMENT", "REGION_THIRD", "REGION_SECOND"})
    void protectionCountsAtEveryLevel(TableLevel level) {
        TestTables tables = new TestTables(TableLevel.REGION_SECOND).map(START, 0x5000);
        long entry = tables.entry(level, START);
        tables.storage.u64(entry, tables.storage.u64(entry) | 0x200);
        assertThat(scan(tables).readOnly()).isEqualTo(1);
        assertThat(rows).containsExactly(new Row(START, 0x5000, PAGE, false));
    }

    @Test
    void keepsTheFirstProblemsAndGoesOn() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD)
                .set(TableLevel.REGION_THIRD, START, 0)
                .set(TableLevel.REGION_THIRD, START + 0x8000_0000L, 0x20_0047)
                .set(TableLevel.SEGMENT, START + 0x1_0000_0000L, 0x7fff_0000L)
                .set(TableLevel.SEGMENT, START + 0x1_0010_0000L, 0x20_0008)
                .map(START + 0x1_0020_0000L, 0x5000);
        for (int i = 1; i <= 30; i++) {
            tables.map(START + 0x1_0020_0000L + i * PAGE, 0);
        }
        ScanResult result = scan(tables);
        assertThat(result.isComplete()).isTrue();
        assertThat(rows).containsExactly(new Row(START + 0x1_0020_0000L, 0x5000, PAGE, true));
        assertThat(result.problemCount()).isEqualTo(34);
        assertThat(result.problems()).hasSize(ScanResult.MOST_PROBLEMS);
        assertThat(result.problems().get(0).words())
                .isEqualTo("the entry 0x0 of the region-third table makes no sense: invalid table entry");
        assertThat(result.problems().get(0).address()).isEqualTo(tables.entry(TableLevel.REGION_THIRD, START));
        assertThat(result.problems())
                .anyMatch(problem -> problem.iova() == START + 0x1_0000_0000L
                        && problem.words().startsWith("the page table cannot be read: 0x7fff0000 is outside"));
    }

    @Test
    void stopsAtItsBounds() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD);
        for (int i = 0; i < 10; i++) {
            tables.map(START + i * PAGE, 0x5000);
        }
        assertThat(scan(tables.storage, tables.space(), ScanLimits.DEFAULT.withMappings(10))
                        .end())
                .isEqualTo(End.COMPLETE);
        rows.clear();
        ScanResult few = scan(tables.storage, tables.space(), ScanLimits.DEFAULT.withMappings(9));
        assertThat(few.end()).isEqualTo(End.TOO_MANY_MAPPINGS);
        assertThat(few.mappings()).isEqualTo(9);
        assertThat(rows).hasSize(9);
        ScanLimits small = new ScanLimits(100, 16384 * 2, () -> false);
        assertThat(scan(tables.storage, tables.space(), small).end()).isEqualTo(End.TOO_MANY_TABLES);
        assertThat(scan(tables.storage, tables.space(), ScanLimits.DEFAULT.until(() -> true))
                        .end())
                .isEqualTo(End.CANCELLED);
        for (End end : End.values()) {
            assertThat(end.words()).isNotBlank().doesNotContain("!");
        }
    }

    @Test
    void isCancelledBetweenBatches() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD).map(START, 0x5000);
        ScanResult result =
                scan(tables.storage, tables.space(), ScanLimits.DEFAULT.until(() -> tables.storage.batches() == 2));
        assertThat(result.end()).isEqualTo(End.CANCELLED);
        assertThat(tables.storage.batches()).isEqualTo(2);
        assertThat(rows).isEmpty();
    }

    /** Every entry of every table leads to the same table, which counts once. */
    @Test
    void endsInTablesThatLeadToThemselves() {
        TestTables tables = new TestTables(TableLevel.REGION_FIRST);
        long page = tables.table(TableLevel.PAGE);
        for (int i = 0; i < 256; i++) {
            tables.storage.u64(page + 8L * i, 0x5000);
        }
        long below = page;
        for (TableLevel level = TableLevel.SEGMENT; level != TableLevel.REGION_FIRST; level = above(level)) {
            long table = tables.table(level);
            for (int i = 0; i < level.entries(); i++) {
                tables.storage.u64(table + 8L * i, TestTables.pointer(level, below));
            }
            below = table;
        }
        for (int i = 0; i < 2048; i++) {
            tables.storage.u64(tables.iota().origin() + 8L * i, TestTables.pointer(TableLevel.REGION_FIRST, below));
        }
        ScanResult result = scan(tables.storage, tables.space(), ScanLimits.DEFAULT.withMappings(100_000));
        assertThat(result.end()).isEqualTo(End.TOO_MANY_MAPPINGS);
        assertThat(result.tables()).isEqualTo(5);
        assertThat(rows).hasSize(100_000);
    }

    private static TableLevel above(TableLevel level) {
        return TableLevel.values()[level.ordinal() + 1];
    }

    /** A root whose entries are its own address: read as a segment table it has entries of a wrong type. */
    @Test
    void endsInARootThatLeadsToItself() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD);
        long root = tables.iota().origin();
        for (int i = 0; i < 2048; i++) {
            tables.storage.u64(root + 8L * i, root | 7);
        }
        ScanResult result = scan(tables);
        assertThat(result.isComplete()).isTrue();
        assertThat(rows).isEmpty();
        assertThat(result.problemCount()).isEqualTo(2048L * 2048);
        assertThat(result.tables()).isEqualTo(2);
    }

    @Test
    void aSpaceWithoutTablesIsOneMapping() {
        DmaSpace space = new DmaSpace(new Iota(0), new DmaWindow(START, START + 0x1fff_ffff));
        ScanResult result = scan(new TestStorage(0), space, ScanLimits.DEFAULT);
        assertThat(rows).containsExactly(new Row(START, 0, 0x2000_0000, true));
        assertThat(result.mappings()).isEqualTo(1);
        assertThat(result.bytes()).isEqualTo(0x2000_0000);
        assertThat(result.tables()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PAGE_FRAME, COMPLETE, 1", "IO_PAGE_FRAME, UNKNOWN_FORMAT, 0", "IO_PAGE_TABLE, UNKNOWN_FORMAT, 0"})
    void otherDesignations(Designation designation, End end, int count) {
        DmaSpace space = new DmaSpace(Iota.ofTable(0x7000, designation), DmaSpace.EVERYTHING);
        assertThat(scan(new TestStorage(0), space, ScanLimits.DEFAULT).end()).isEqualTo(end);
        assertThat(rows).hasSize(count).allMatch(row -> row.equals(new Row(0, 0x7000, PAGE, true)));
    }
}
