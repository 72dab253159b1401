package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.zpci.MappingRows.Column;

class MappingsTest {

    private static final long START = 0x1_0000_0000L;
    private static final long PAGE = 0x1000;

    /** Triples of DMA page, frame, and 1 if writable. */
    private static Mappings pages(long... triples) {
        Mappings.Builder builder = new Mappings.Builder();
        for (int i = 0; i < triples.length; i += 3) {
            builder.mapping(START + triples[i] * PAGE, triples[i + 1] * PAGE, PAGE, triples[i + 2] == 1);
        }
        return builder.build();
    }

    private static List<Long> iovas(MappingTable table) {
        return IntStream.range(0, table.size())
                .mapToObj(row -> (table.iova(row) - START) / PAGE)
                .toList();
    }

    @Test
    void keepsEverythingOfARow() {
        Mappings.Builder builder = new Mappings.Builder();
        builder.mapping(START, 0x7654_3000, PAGE, false);
        builder.mapping(START + (1 << 20), 0xffff_ffff_fff0_0000L, 1 << 20, true);
        builder.mapping(0xffff_ffff_0000_0000L, 0x1000, 0x1_0000_0000L, true);
        Mappings mappings = builder.build();
        assertThat(mappings.size()).isEqualTo(3);
        assertThat(mappings.address(0)).isEqualTo(0x7654_3000);
        assertThat(mappings.bytes(0)).isEqualTo(PAGE);
        assertThat(mappings.isWritable(0)).isFalse();
        assertThat(mappings.address(1)).isEqualTo(0xffff_ffff_fff0_0000L);
        assertThat(mappings.bytes(1)).isEqualTo(1 << 20);
        assertThat(mappings.isWritable(1)).isTrue();
        assertThat(mappings.bytes(2)).isEqualTo(0x1_0000_0000L);
        assertThatThrownBy(() -> mappings.iova(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void findsTheRowOfADmaAddress() {
        Mappings mappings = pages(0, 5, 1, 1, 6, 1, 7, 7, 1);
        assertThat(mappings.find(START)).isZero();
        assertThat(mappings.find(START + PAGE - 1)).isZero();
        assertThat(mappings.find(START + 7 * PAGE + 5)).isEqualTo(2);
        assertThat(mappings.find(START + 3 * PAGE)).isEqualTo(-3);
        assertThat(mappings.find(0)).isEqualTo(-1);
        assertThat(mappings.find(-1)).isEqualTo(-4);
        assertThat(pages().find(START)).isEqualTo(-1);
    }

    @Test
    void mergesIntoRanges() {
        Mappings mappings = pages(0, 5, 1, 1, 6, 1, 2, 9, 1, 3, 10, 0, 4, 11, 0, 9, 12, 0);
        MappingRanges linear = MappingRanges.linear(mappings);
        assertThat(iovas(linear)).containsExactly(0L, 2L, 3L, 9L);
        assertThat(linear.bytes(0)).isEqualTo(2 * PAGE);
        assertThat(linear.address(2)).isEqualTo(10 * PAGE);
        assertThat(linear.mappings(2)).isEqualTo(2);
        assertThat(linear.firstMapping(3)).isEqualTo(5);
        assertThat(linear.isWritable(1)).isTrue();
        assertThat(linear.isWritable(2)).isFalse();
        MappingRanges areas = MappingRanges.areas(mappings);
        assertThat(iovas(areas)).containsExactly(0L, 3L, 9L);
        assertThat(areas.bytes(0)).isEqualTo(3 * PAGE);
        assertThat(areas.mappings()).isSameAs(mappings);
        assertThat(MappingRanges.linear(pages()).size()).isZero();
    }

    @Test
    void mergesManyRanges() {
        long[] triples = new long[3000];
        for (int i = 0; i < 1000; i++) {
            triples[3 * i] = 2L * i;
            triples[3 * i + 1] = i;
            triples[3 * i + 2] = 1;
        }
        MappingRanges ranges = MappingRanges.linear(pages(triples));
        assertThat(ranges.size()).isEqualTo(1000);
        assertThat(ranges.firstMapping(999)).isEqualTo(999);
        assertThat(ranges.bytes(999)).isEqualTo(PAGE);
    }

    @ParameterizedTest
    @EnumSource
    void sortsAsAPlainSortDoes(Column column) {
        Random random = new Random(5);
        Mappings.Builder builder = new Mappings.Builder();
        for (int i = 0; i < 5000; i++) {
            long frame = (random.nextLong() & -PAGE) >>> random.nextInt(50) & -PAGE;
            builder.mapping(START + i * PAGE, frame, random.nextBoolean() ? PAGE : 1 << 20, random.nextBoolean());
        }
        Mappings mappings = builder.build();
        Comparator<Integer> order =
                switch (column) {
                    case IOVA -> (a, b) -> Long.compareUnsigned(mappings.iova(a), mappings.iova(b));
                    case ADDRESS -> (a, b) -> Long.compareUnsigned(mappings.address(a), mappings.address(b));
                    case BYTES -> Comparator.comparing(mappings::bytes);
                    case WRITABLE -> Comparator.comparing(mappings::isWritable);
                };
        for (boolean isDescending : new boolean[] {false, true}) {
            List<Integer> expected =
                    new ArrayList<>(IntStream.range(0, mappings.size()).boxed().toList());
            expected.sort(isDescending ? order.reversed() : order);
            MappingRows sorted = mappings.rows().sort(column, isDescending);
            assertThat(IntStream.range(0, sorted.size()).mapToObj(sorted::source))
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void filtersAndSortsOnTopOfEachOther() {
        Mappings mappings = pages(0, 9, 1, 1, 6, 0, 2, 8, 1, 3, 7, 0);
        MappingRows readOnly = mappings.rows().filter(row -> !mappings.isWritable(row));
        assertThat(iovas(readOnly)).containsExactly(1L, 3L);
        assertThat(iovas(readOnly.sort(Column.ADDRESS, true))).containsExactly(3L, 1L);
        assertThat(iovas(mappings.rows().sort(Column.ADDRESS, false).filter(row -> row != 2)))
                .containsExactly(1L, 3L, 0L);
        assertThat(readOnly.bytes(0)).isEqualTo(PAGE);
        assertThat(readOnly.isWritable(0)).isFalse();
        assertThat(readOnly.table()).isSameAs(mappings);
        MappingRanges ranges = MappingRanges.linear(mappings);
        assertThat(MappingRows.all(ranges).sort(Column.ADDRESS, false).source(0))
                .isEqualTo(1);
        assertThat(pages().rows().sort(Column.IOVA, false).size()).isZero();
    }

    @Test
    void tellsWhatChanged() {
        Mappings before = pages(0, 5, 1, 1, 6, 1, 2, 7, 1, 3, 8, 1, 9, 9, 1);
        Mappings after = pages(0, 5, 1, 2, 17, 1, 3, 8, 0, 5, 6, 1, 20, 1, 1);
        MappingChanges changes = MappingChanges.between(before, after);
        assertThat(iovas(changes.mapped())).containsExactly(5L, 20L);
        assertThat(iovas(changes.unmapped())).containsExactly(1L, 9L);
        assertThat(iovas(changes.moved())).containsExactly(2L, 3L);
        assertThat(changes.moved().address(0)).isEqualTo(17 * PAGE);
        assertThat(changes.movedFrom().address(0)).isEqualTo(7 * PAGE);
        assertThat(changes.isEmpty()).isFalse();
        assertThat(MappingChanges.between(before, before).isEmpty()).isTrue();
        assertThat(iovas(MappingChanges.between(pages(), before).mapped())).hasSize(5);
        assertThat(iovas(MappingChanges.between(before, pages()).unmapped())).hasSize(5);
    }

    @Test
    void tellsManyChanges() {
        long[] triples = new long[300];
        for (int i = 0; i < 100; i++) {
            triples[3 * i] = i;
        }
        MappingChanges changes = MappingChanges.between(pages(), pages(triples));
        assertThat(changes.mapped().size()).isEqualTo(100);
        assertThat(changes.mapped().source(99)).isEqualTo(99);
    }

    @Test
    void findsWhatLeadsToAPage() {
        Mappings.Builder large = new Mappings.Builder();
        large.mapping(START, 0, 1 << 20, false);
        Map<Long, Mappings> functions = new LinkedHashMap<>();
        functions.put(0x100L, pages(0, 5, 1, 3, 5, 0, 4, 6, 1));
        functions.put(0x200L, large.build());
        assertThat(DmaReference.to(5 * PAGE + 0x10, functions))
                .containsExactly(
                        new DmaReference(0x100, START + 0x10, true),
                        new DmaReference(0x100, START + 3 * PAGE + 0x10, false),
                        new DmaReference(0x200, START + 5 * PAGE + 0x10, false));
        assertThat(DmaReference.to(1 << 20, functions)).isEmpty();
    }

    @Test
    void readsMappingsAndReferencesFromTables() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD)
                .map(START, 0x5000)
                .map(START + PAGE, 0x6000)
                .map(START + 5 * PAGE, 0x5200);
        Mappings.Reading reading = Mappings.read(tables.storage, tables.space(), ScanLimits.DEFAULT);
        assertThat(iovas(reading.mappings())).containsExactly(0L, 1L, 5L);
        assertThat(reading.result().isComplete()).isTrue();
        DmaReference.Reading found =
                DmaReference.read(tables.storage, tables.space(), ScanLimits.DEFAULT, 0x300, 0x5678);
        assertThat(found.references())
                .containsExactly(
                        new DmaReference(0x300, START + 0x678, true),
                        new DmaReference(0x300, START + 5 * PAGE + 0x678, false));
        assertThat(found.result().mappings()).isEqualTo(3);
    }

    @Test
    void tellsOfAPageTableAsAWhole() {
        TestTables tables = new TestTables(TableLevel.REGION_THIRD);
        for (int i = 0; i < 200; i++) {
            tables.map(START + i * PAGE, (i + 1) * PAGE | (i < 3 ? 0x200 : 0));
        }
        tables.map(START + (1 << 20), 0x7000);
        Mappings mappings = Mappings.read(tables.storage, tables.space(), ScanLimits.DEFAULT)
                .mappings();
        assertThat(mappings.parts()).isEqualTo(2);
        assertThat(mappings.part(0)).isEqualTo(new Mappings.Part(START, 1 << 20, 0, 200, 3, PAGE));
        assertThat(mappings.part(1)).isEqualTo(new Mappings.Part(START + (1 << 20), 1 << 20, 200, 1, 0, PAGE));
        assertThat(mappings.rowBehind(0, START - 1)).isZero();
        assertThat(mappings.rowBehind(0, START)).isEqualTo(1);
        assertThat(mappings.rowBehind(0, START + PAGE + 5)).isEqualTo(2);
        assertThat(mappings.rowBehind(0, -1)).isEqualTo(200);
        assertThat(mappings.readOnly(0, 0, 200)).isEqualTo(3);
        assertThat(mappings.readOnly(0, 1, 10)).isEqualTo(2);
        assertThat(mappings.readOnly(1, 200, 201)).isZero();
    }

    @Test
    void findsTheAreasInWhichSomethingIsMapped() {
        long apart = MappedAreas.GAP / PAGE;
        Mappings mappings =
                pages(0, 5, 1, 1, 6, 1, apart, 7, 1, 3 * apart, 8, 1, 3 * apart + 1, 9, 1, 3 * apart + 9, 1, 1);
        MappedAreas areas = MappedAreas.of(mappings);
        DmaWindow first = new DmaWindow(START, START + apart * PAGE + PAGE - 1);
        DmaWindow second = new DmaWindow(START + 3 * apart * PAGE, START + (3 * apart + 10) * PAGE - 1);
        assertThat(areas.windows()).containsExactly(first, second);
        assertThat(areas.largest()).as("the first of two that are as large").isZero();
        assertThat(areas.next(first.last())).isEqualTo(second);
        assertThat(areas.next(second.last())).as("around").isEqualTo(first);
        assertThat(areas.previous(second.first())).isEqualTo(first);
        assertThat(areas.previous(first.first())).isEqualTo(second);
        MappedAreas none = MappedAreas.of(pages());
        assertThat(none.largest()).isEqualTo(-1);
        assertThat(none.next(0)).isNull();
        assertThat(none.previous(0)).isNull();
    }

    @Test
    void sortIsStableForEqualKeys() {
        int[] values = IntStream.range(0, 1001).toArray();
        long[] keys = Arrays.stream(values).mapToLong(value -> value % 3).toArray();
        int[] sorted = StableSort.sort(values, keys);
        List<Integer> expected = Arrays.stream(values)
                .boxed()
                .sorted(Comparator.comparing(value -> value % 3))
                .toList();
        assertThat(Arrays.stream(sorted).boxed()).containsExactlyElementsOf(expected);
    }
}
