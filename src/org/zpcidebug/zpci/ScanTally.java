package org.zpcidebug.zpci;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.zpcidebug.Text;
import org.zpcidebug.zpci.ScanResult.End;
import org.zpcidebug.zpci.ScanResult.TableProblem;
import org.zpcidebug.zpci.TranslationTable.Place;

/** Counts tables, each once, and keeps the first problems. */
@SuppressWarnings("nls")
final class ScanTally {

    private static final int LEVEL = 7;

    /** The origin of each table that was read, with its level in the low bits, which an origin has free. */
    private long[] tables = new long[64];

    private int count;
    private long bytesRead;
    private final List<TableProblem> problems = new ArrayList<>();
    private long problemCount;

    void table(Place place) {
        if (count == tables.length) {
            tables = Arrays.copyOf(tables, 2 * count);
        }
        tables[count++] = place.origin() | place.level().ordinal();
        bytesRead += place.level().tableBytes();
    }

    /** The bytes of all tables that were read, as often as they were. */
    long bytesRead() {
        return bytesRead;
    }

    void problem(Place place, String reason) {
        add(
                place,
                place.iova(),
                place.origin(),
                () -> Text.of(ScanTally.class, "scan.unreadable", place.level().label(), reason));
    }

    void entryProblem(Place place, int index, TableEntry entry) {
        add(
                place,
                place.entryIova(index),
                place.entryAddress(index),
                () -> Text.of(
                        ScanTally.class,
                        "scan.entry",
                        entry,
                        place.level().label(),
                        entry.error().orElseThrow().words()));
    }

    private void add(Place place, long iova, long address, Supplier<String> words) {
        problemCount++;
        if (problems.size() < ScanResult.MOST_PROBLEMS) {
            problems.add(new TableProblem(place.level(), iova, address, words.get()));
        }
    }

    ScanResult result(End end, long mappings, long bytes, long largeFrames, long readOnly, long stale) {
        Arrays.sort(tables, 0, count);
        long distinct = 0;
        long size = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || tables[i] != tables[i - 1]) {
                distinct++;
                size += TableLevel.values()[(int) tables[i] & LEVEL].tableBytes();
            }
        }
        return new ScanResult(
                end,
                mappings,
                bytes,
                largeFrames,
                readOnly,
                stale,
                distinct,
                size,
                List.copyOf(problems),
                problemCount);
    }
}
