package org.zpcidebug.zpci;

import java.nio.ByteOrder;
import java.nio.LongBuffer;
import org.zpcidebug.zpci.TranslationTable.Place;

/**
 * The valid mappings of one page table. Its entries are as they were read, in storage order: turning them into numbers
 * can wait until somebody looks at one, and of a million mappings nobody ever looks at most.
 */
public final class PageTable {

    private static final int ENTRIES = TableLevel.PAGE.entries();
    private static final long INVALID = stored(TableEntry.PAGE_INVALID);
    private static final int INVALID_SHIFT = Long.numberOfTrailingZeros(INVALID);
    private static final int PROTECTED_SHIFT = Long.numberOfTrailingZeros(stored(TableEntry.PROTECTED));
    private static final long FRAME = stored(TableEntry.PAGE_FRAME);

    /** The width of a field of counts, more than all entries need. */
    private static final int FIELD = 20;

    private static final int FIELD_MASK = (1 << FIELD) - 1;

    private final Place place;

    /** What does not count has its invalid bit on. */
    private final long[] entries = new long[ENTRIES];

    private int stale;
    private int wrong;
    private int size;
    private int readOnly;

    /**
     * A table as it was read.
     *
     * @param tables page tables one behind the other, seen in native byte order
     * @param index which of them
     * @param window which entries count
     */
    PageTable(Place place, LongBuffer tables, int index, DmaWindow window) {
        this.place = place;
        tables.get(index * ENTRIES, entries);
        int first = place.firstIndex(window);
        int last = place.lastIndex(window);
        if (last - first < ENTRIES - 1) {
            cut(first, last);
        }
        count();
    }

    /** A number of the tables as it looks in native byte order, or the other way round. */
    private static long stored(long number) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? number : Long.reverseBytes(number);
    }

    private void cut(int first, int last) {
        for (int i = 0; i < ENTRIES; i++) {
            if (i < first || i > last) {
                entries[i] = INVALID;
            }
        }
    }

    /**
     * The innermost loop, for a million entries. It counts three things in the fields of one number, without a branch, so
     * that the compiler makes vector instructions of it. Of a frame that is 0, {@code frame - 1 & ~frame} is negative.
     */
    private void count() {
        long[] all = entries;
        long counts = 0;
        for (int i = 0; i < all.length; i++) {
            long bits = all[i];
            long frame = bits & FRAME;
            counts += (bits >>> INVALID_SHIFT & 1)
                    + ((bits >>> PROTECTED_SHIFT & ~(bits >>> INVALID_SHIFT) & 1) << FIELD)
                    + ((frame - 1 & ~frame) >>> Long.SIZE - 1 << 2 * FIELD);
        }
        int invalid = (int) counts & FIELD_MASK;
        int nameless = (int) (counts >>> 2 * FIELD);
        size = ENTRIES - invalid;
        readOnly = place.writable() ? (int) (counts >>> FIELD) & FIELD_MASK : size;
        if (nameless > 0 && size > 0) {
            for (long bits : all) {
                wrong += (bits & (FRAME | INVALID)) == 0 ? 1 : 0;
            }
        }
        stale = invalid - (nameless - wrong);
    }

    /** Takes the entries away that make no sense, telling of each. */
    void removeErrors(ScanTally tally) {
        for (int i = 0; i < ENTRIES && wrong > 0; i++) {
            TableEntry entry = new TableEntry(TableLevel.PAGE, stored(entries[i]));
            if (entry.error().isPresent()) {
                tally.entryProblem(place, i, entry);
                remove(i);
                wrong--;
            }
        }
    }

    /** Keeps only so many of the mappings, the first ones. */
    void keep(int most) {
        for (int i = ENTRIES - 1; size > most; i--) {
            if ((entries[i] & INVALID) == 0) {
                remove(i);
            }
        }
    }

    private void remove(int index) {
        boolean isReadOnly = !place.writable() || (entries[index] >>> PROTECTED_SHIFT & 1) != 0;
        readOnly -= isReadOnly ? 1 : 0;
        size--;
        entries[index] = INVALID;
    }

    /** The first DMA address that the table is for. */
    long iova() {
        return place.iova();
    }

    /** How many valid mappings there are. */
    public int size() {
        return size;
    }

    /** How many entries are invalid and still name a frame. */
    int stale() {
        return stale;
    }

    /** How many of the mappings are read-only. */
    int readOnly() {
        return readOnly;
    }

    /** A {@link PageRow} for each valid mapping, in ascending order. */
    long[] rows() {
        long protection = PageRow.flags(place.writable());
        long[] rows = new long[size];
        int count = 0;
        for (int i = 0; i < ENTRIES; i++) {
            if ((entries[i] & INVALID) == 0) {
                rows[count++] = stored(entries[i]) & PageRow.BITS | protection | i;
            }
        }
        return rows;
    }
}
