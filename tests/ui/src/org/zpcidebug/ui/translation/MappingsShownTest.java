package org.zpcidebug.ui.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zpcidebug.inspect.TableReading;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.Iota;
import org.zpcidebug.zpci.MappingRows.Column;
import org.zpcidebug.zpci.Mappings;
import org.zpcidebug.zpci.ScanLimits;
import org.zpcidebug.zpci.ScanResult;

/** What the Translation view makes of readings, without a window. */
class MappingsShownTest {

    private static final long FIRST = 0x1_0000_0000L;
    private static final DmaWindow WINDOW = new DmaWindow(FIRST, FIRST + 0x1fff_ffffL);
    private static final long PAGE = 4096;
    private static final DmaSpace SPACE = new DmaSpace(new Iota(0x4804), WINDOW);

    /** A mapping of one page: its number in the window, its guest page, and whether it is writable. */
    private record Page(long iova, long frame, boolean writable) {}

    private static MappingState state(Optional<MappingState> before, Page... pages) {
        Mappings.Builder builder = new Mappings.Builder();
        for (Page page : pages) {
            builder.mapping(FIRST + page.iova * PAGE, page.frame * PAGE, PAGE, page.writable);
        }
        ScanResult result = new ScanResult(
                ScanResult.End.COMPLETE, pages.length, pages.length * PAGE, 0, 0, 0, 3, 34816, List.of(), 0);
        return state(before, new Mappings.Reading(builder.build(), result));
    }

    private static MappingState state(Optional<MappingState> before, Mappings.Reading reading) {
        return MappingState.of(
                0x100,
                new TableReading<>(
                        Value.guest(SPACE), Value.guest(reading), Instant.EPOCH, Duration.ofMillis(2), "a test"),
                before);
    }

    /** What is read from one page table with holes and read-only pages. */
    private static MappingState fromTables() {
        ByteBuffer tables = ByteBuffer.allocate(0xd000);
        for (int at = 0x4000; at < 0xc000; at += Long.BYTES) {
            tables.putLong(at, 0x20);
        }
        tables.putLong(0x4000 + 2 * Long.BYTES, 0x8007).putLong(0x8000 + Long.BYTES, 0xc000);
        for (int i = 0; i < 256; i++) {
            long entry = (i + 1) * PAGE | (i % 3 == 0 ? 0x200 : 0);
            tables.putLong(0xc000 + i * Long.BYTES, i % 5 == 0 ? 0x400 : entry);
        }
        AbsoluteStorage storage = extents -> extents.stream()
                .map(extent -> StorageRead.of(
                        extent,
                        Arrays.copyOfRange(
                                tables.array(), (int) extent.address(), (int) extent.address() + extent.length())))
                .toList();
        return state(Optional.empty(), Mappings.read(storage, SPACE, ScanLimits.DEFAULT));
    }

    private static final MappingState SOME = state(
            Optional.empty(),
            new Page(0, 10, true),
            new Page(1, 11, true),
            new Page(2, 12, false),
            new Page(7, 3, true),
            new Page(8, 5, true));

    private static List<String> rows(ListContent content) {
        ListRows rows = new ListRows(content);
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            String change = rows.text(row, 4);
            texts.add(rows.text(row, 0) + " " + rows.text(row, 2) + (change.isEmpty() ? "" : " " + change));
        }
        return texts;
    }

    @Test
    void mergesNeighboursThatLeadToNeighbours() {
        ListContent content = ListQuery.ALL.apply(SOME);
        assertThat(rows(content))
                .containsExactly(
                        "0x100000000 0xa000", "0x100002000 0xc000", "0x100007000 0x3000", "0x100008000 0x5000");
        assertThat(new ListRows(content).text(0, 1)).isEqualTo("8 KiB");
        assertThat(new ListRows(content).text(1, 3)).isEqualTo("Read-only");
        assertThat(rows(ListQuery.ALL.merge(false).apply(SOME))).hasSize(5);
    }

    @Test
    void sortsBothWays() {
        ListQuery byAddress = ListQuery.ALL.sort(Column.ADDRESS);
        assertThat(rows(byAddress.apply(SOME))).first().isEqualTo("0x100007000 0x3000");
        assertThat(rows(byAddress.sort(Column.ADDRESS).apply(SOME))).first().isEqualTo("0x100002000 0xc000");
    }

    @Test
    void filtersByAddressesInRowsAndByWords() {
        assertThat(rows(ListQuery.ALL.filter("0x100001fff").apply(SOME))).containsExactly("0x100000000 0xa000");
        assertThat(rows(ListQuery.ALL.filter("0xb004").apply(SOME))).containsExactly("0x100000000 0xa000");
        assertThat(rows(ListQuery.ALL.filter("READ-ONLY").apply(SOME))).containsExactly("0x100002000 0xc000");
        assertThat(rows(ListQuery.ALL.filter("writable 8000").apply(SOME))).containsExactly("0x100008000 0x5000");
        assertThat(rows(ListQuery.ALL.filter("nothing").apply(SOME))).isEmpty();
    }

    @Test
    void marksWhatChangedUntilTheNextReading() {
        MappingState next = state(
                Optional.of(SOME),
                new Page(0, 10, true),
                new Page(1, 11, true),
                new Page(2, 12, true),
                new Page(3, 13, true),
                new Page(8, 5, true));
        assertThat(next.hasChanges()).isTrue();
        assertThat(rows(ListQuery.ALL.merge(false).apply(next)))
                .containsExactly(
                        "0x100000000 0xa000",
                        "0x100001000 0xb000",
                        "0x100002000 0xc000 moved",
                        "0x100003000 0xd000 new",
                        "0x100007000 0x3000 gone",
                        "0x100008000 0x5000");
        assertThat(rows(ListQuery.ALL.apply(next))).first().isEqualTo("0x100000000 0xa000 new: 1 of 4 pages");
        assertThat(rows(ListQuery.ALL.filter("gone").apply(next))).containsExactly("0x100007000 0x3000 gone");
        MapPicture picture = MapPicture.of(next, MapScale.of(WINDOW, new DmaWindow(FIRST, FIRST + 10 * PAGE - 1), 10));
        assertThat(picture.fresh()).containsExactly(false, false, true, true, false, false, false, false, false, false);
        assertThat(picture.gone()).containsExactly(false, false, false, false, false, false, false, true, false, false);
    }

    @Test
    void aReadingThatFailedSaysWhyAndHidesNoChange() {
        TableReading<Mappings.Reading> failed =
                new TableReading<>(Value.unknown("why"), Value.unknown("why"), Instant.EPOCH, Duration.ZERO, "");
        MappingState state = MappingState.of(0x100, failed, Optional.of(SOME));
        assertThat(StatusText.problem(failed)).isEqualTo("why");
        assertThat(StatusText.totals(failed)).isEmpty();
        assertThat(state.mappings().size()).isZero();
        assertThat(state(Optional.of(state), new Page(0, 1, true)).hasChanges())
                .as("compared with nothing")
                .isFalse();
    }

    @Test
    void theFirstOfManyMappingsComeBeforeAll() {
        ScanResult cut = new ScanResult(ScanResult.End.TOO_MANY_MAPPINGS, 5, 5 * PAGE, 0, 0, 0, 3, 34816, List.of(), 0);
        MappingState first = state(Optional.empty(), new Mappings.Reading(SOME.mappings(), cut));
        assertThat(first.firstOf(true).goesOn()).isTrue();
        assertThat(first.firstOf(false).goesOn()).as("more than the user wants").isFalse();
        assertThat(SOME.firstOf(true).goesOn()).as("these are all").isFalse();
        assertThat(state(Optional.of(first.firstOf(true)), new Page(0, 10, true))
                        .hasChanges())
                .as("the others were not seen, so they have not gone")
                .isFalse();
    }

    @Test
    void picturesHowMuchOfAColumnIsMapped() {
        MapPicture picture = MapPicture.of(SOME, MapScale.of(WINDOW, new DmaWindow(FIRST, FIRST + 16 * PAGE - 1), 4));
        assertThat(picture.scale().step()).isEqualTo(4 * PAGE);
        assertThat(picture.mapped()).containsExactly(0.75f, 0.25f, 0.25f, 0);
        assertThat(picture.readOnly()).containsExactly(0.25f, 0, 0, 0);
    }

    /** Of an area of a few pages each page is many columns wide, also one that begins before the first column. */
    @Test
    void picturesFewPagesWide() {
        MapScale scale = MapScale.of(WINDOW, new DmaWindow(FIRST, FIRST + 4 * PAGE - 1), 16);
        assertThat(scale.step()).isEqualTo(PAGE / 4);
        MapPicture picture = MapPicture.of(SOME, scale);
        assertThat(picture.mapped()).startsWith(columns(12, 1)).endsWith(columns(4, 0));
        assertThat(picture.readOnly()).startsWith(columns(8, 0)).endsWith(1, 1, 1, 1, 0, 0, 0, 0);
        MapPicture moved = MapPicture.of(SOME, scale.moved(10));
        assertThat(moved.mapped()).containsExactly(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        MapScale end = scale.moved(Integer.MAX_VALUE);
        assertThat(end.shown().last()).as("up to the last byte").isEqualTo(WINDOW.last());
    }

    private static float[] columns(int count, float share) {
        float[] columns = new float[count];
        Arrays.fill(columns, share);
        return columns;
    }

    /** Whatever part of the page table a column has, and wherever the picture begins. */
    @ParameterizedTest
    @CsvSource({"0, 1024, 7", "255, 520, 40", "300, 30, 30", "511, 6, 3", "0, 131072, 1000", "310, 7, 2"})
    void picturesPartsOfPageTables(int firstPage, int pages, int columns) {
        MappingState state = fromTables();
        long first = FIRST + firstPage * PAGE;
        MapScale scale = MapScale.of(WINDOW, new DmaWindow(first, first + pages * PAGE - 1), columns);
        float[] mapped = new float[columns];
        float[] readOnly = new float[columns];
        Mappings mappings = state.mappings();
        assertThat(mappings.size()).isEqualTo(204);
        for (int row = 0; row < mappings.size(); row++) {
            if (scale.shown().contains(mappings.iova(row))) {
                int column = scale.column(mappings.iova(row));
                mapped[column] += (float) PAGE / scale.step();
                readOnly[column] += mappings.isWritable(row) ? 0 : (float) PAGE / scale.step();
            }
        }
        MapPicture picture = MapPicture.of(state, scale);
        assertThat(picture.mapped()).containsExactly(mapped, within(1e-5f));
        assertThat(picture.readOnly()).containsExactly(readOnly, within(1e-5f));
    }

    @Test
    void zoomsAndMovesWithinTheWindow() {
        MapScale whole = MapScale.whole(WINDOW, 100);
        assertThat(whole.shown()).isEqualTo(WINDOW);
        assertThat(whole.farther(50)).isEqualTo(whole);
        MapScale near = whole.nearer(50);
        assertThat(near.shown().contains(whole.range(50).first())).isTrue();
        assertThat(near.step()).isLessThan(whole.step());
        assertThat(near.moved(-1000).first()).isEqualTo(FIRST);
        assertThat(near.moved(1000).shown().last()).isEqualTo(WINDOW.last());
        MapScale nearest = near;
        for (int i = 0; i < 40; i++) {
            nearest = nearest.nearer(30);
        }
        assertThat(nearest.step()).as("a page is 256 columns wide").isEqualTo(PAGE / 256);
        for (int i = 0; i < 40; i++) {
            nearest = nearest.farther(30);
        }
        assertThat(nearest.shown()).isEqualTo(WINDOW);
    }

    @Test
    void aWindowOfAllAddressesCanBeShown() {
        MapScale all = MapScale.whole(DmaSpace.EVERYTHING, 1000);
        assertThat(all.column(0)).isZero();
        assertThat(all.column(-1)).isEqualTo(999);
        assertThat(all.shown()).isEqualTo(DmaSpace.EVERYTHING);
        assertThat(all.nearer(999).shown().contains(all.range(999).first())).isTrue();
    }

    @Test
    void addressesAreHexadecimalWithOrWithoutPrefix() {
        assertThat(Addresses.parse(" 0x1_0000 ")).contains(0x10000L);
        assertThat(Addresses.parse("FFFFFFFFFFFFFFFF")).contains(-1L);
        assertThat(List.of("", "0x", "12g", "-1", "+1", "10000000000000000"))
                .allMatch(text -> Addresses.parse(text).isEmpty());
    }

    @Test
    void sizesAreShort() {
        assertThat(Sizes.words(4096)).isEqualTo("4 KiB");
        assertThat(Sizes.words(80032 << 10)).isEqualTo("78.2 MiB");
        assertThat(Sizes.words(0)).isEqualTo("16 EiB");
    }
}
