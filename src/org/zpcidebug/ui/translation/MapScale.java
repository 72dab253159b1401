package org.zpcidebug.ui.translation;

import org.zpcidebug.zpci.DmaWindow;

/**
 * How a part of the DMA window is laid out on a number of columns, each of which stands for the same number of bytes: a
 * multiple of a page, or of a small part a power of two below it, so that no column holds the end of one page and the
 * beginning of another. Addresses are unsigned.
 *
 * @param whole all that can be shown
 * @param first the first address of the first column
 * @param step bytes a column
 * @param columns at least 1
 */
record MapScale(DmaWindow whole, long first, long step, int columns) {

    private static final long PAGE = 4096;

    /** Nothing is seen better when a page is wider than 256 columns. */
    private static final long LEAST = 16;

    /** The whole window on that many columns. */
    static MapScale whole(DmaWindow whole, int columns) {
        return of(whole, whole, columns);
    }

    /** A part of the window on that many columns. */
    static MapScale of(DmaWindow whole, DmaWindow part, int columns) {
        long span = part.last() - part.first();
        return new MapScale(whole, part.first() & -PAGE, above(Long.divideUnsigned(span, columns)), columns).moved(0);
    }

    /** The smallest step above a number of bytes. */
    private static long above(long bytes) {
        return Long.compareUnsigned(bytes, PAGE / 2) >= 0
                ? bytes / PAGE * PAGE + PAGE
                : Math.max(LEAST, 2 * Long.highestOneBit(bytes));
    }

    /** What is shown. */
    DmaWindow shown() {
        return new DmaWindow(first, end());
    }

    private long end() {
        long left = whole.last() - first;
        boolean all = Long.compareUnsigned(Long.divideUnsigned(left, step), columns) < 0;
        return all ? whole.last() : first + step * columns - 1;
    }

    /** The addresses of a column. */
    DmaWindow range(int column) {
        long from = first + step * Math.max(0, Math.min(columns - 1, column));
        return new DmaWindow(from, from + step - 1).intersection(whole);
    }

    /** The column of an address: 0 or columns - 1 when it lies before or behind what is shown. */
    int column(long address) {
        if (Long.compareUnsigned(address, first) < 0) {
            return 0;
        }
        long column = Long.divideUnsigned(address - first, step);
        return (int) (Long.compareUnsigned(column, columns) < 0 ? column : columns - 1);
    }

    /** Twice as near, around a column. */
    MapScale nearer(int column) {
        long half = step > PAGE ? Math.max(PAGE, step / 2 / PAGE * PAGE) : Math.max(LEAST, step / 2);
        return around(column, half);
    }

    /** Twice as far, around a column, at most the whole window. */
    MapScale farther(int column) {
        MapScale all = whole(whole, columns);
        return Long.compareUnsigned(step, all.step / 2) >= 0 ? all : around(column, step * 2);
    }

    private MapScale around(int column, long newStep) {
        long at = range(column).first();
        long before = newStep * column;
        long from = Long.compareUnsigned(at - whole.first(), before) < 0 ? whole.first() : at - before;
        return new MapScale(whole, from, newStep, columns).moved(0);
    }

    /** The same shifted by columns, staying within the window. */
    MapScale moved(int by) {
        long shift = step * Math.abs(by);
        long from = first;
        if (by < 0) {
            from = Long.compareUnsigned(first - whole.first(), shift) < 0 ? whole.first() : first - shift;
        } else if (by > 0) {
            from = first + shift;
        }
        long span = whole.last() - whole.first();
        boolean holdsAll = Long.compareUnsigned(Long.divideUnsigned(span, step), columns) < 0;
        long last = whole.last() - (holdsAll ? span : step * columns - 1) & -Math.min(step, PAGE);
        boolean isBeyond = Long.compareUnsigned(from, last) > 0;
        return new MapScale(whole, isBeyond ? last : from, step, columns);
    }

    /** As much of it that an address is in the middle. */
    MapScale centred(long address) {
        return moved(column(address) - columns / 2);
    }

    /** Whether an address is shown. */
    boolean shows(long address) {
        return shown().contains(address);
    }
}
