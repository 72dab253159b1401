package org.zpcidebug.ui.translation;

import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.Mappings;

/**
 * How much of each column of a map is mapped, from 0 to 1. Made off the UI thread.
 *
 * @param mapped in any way
 * @param readOnly of that, what the device may only read
 * @param fresh whether something there is new or has moved
 * @param gone whether something there has just gone
 */
record MapPicture(MapScale scale, float[] mapped, float[] readOnly, boolean[] fresh, boolean[] gone) {

    /** The picture of a state. */
    static MapPicture of(MappingState state, MapScale scale) {
        int columns = scale.columns();
        MapPicture picture = new MapPicture(
                scale, new float[columns], new float[columns], new boolean[columns], new boolean[columns]);
        picture.addAll(state);
        Mappings left = state.gone();
        for (int row = first(left, scale); row < left.size() && isIn(left, row, scale); row++) {
            picture.gone[scale.column(left.iova(row))] = true;
        }
        return picture;
    }

    private static int first(Mappings mappings, MapScale scale) {
        int found = mappings.find(scale.first());
        return found < 0 ? -1 - found : found;
    }

    private static boolean isIn(Mappings mappings, int row, MapScale scale) {
        return Long.compareUnsigned(mappings.iova(row), scale.shown().last()) <= 0;
    }

    /** A million rows, of which most lie wholly in the same column as the one before. */
    private void addAll(MappingState state) {
        Mappings mappings = state.mappings();
        boolean hasNews = !state.fresh().isEmpty() || !state.moved().isEmpty();
        long end = scale.shown().last();
        int column = 0;
        DmaWindow range = scale.range(column);
        for (int row = first(mappings, scale); row < mappings.size(); row++) {
            long iova = mappings.iova(row);
            if (Long.compareUnsigned(iova, end) > 0) {
                return;
            }
            long bytes = mappings.bytes(row);
            boolean isFresh =
                    hasNews && (state.fresh().get(row) || state.moved().get(row));
            if (range.contains(iova) && range.contains(iova + bytes - 1)) {
                add(column, (float) bytes / scale.step(), mappings.isWritable(row), isFresh);
            } else {
                column = addParts(new DmaWindow(iova, iova + bytes - 1), mappings.isWritable(row), isFresh);
                range = scale.range(column);
            }
        }
    }

    /** Adds to each column its part; returns the last one. */
    private int addParts(DmaWindow mapping, boolean writable, boolean isFresh) {
        int to = scale.column(mapping.last());
        for (int column = scale.column(mapping.first()); column <= to; column++) {
            DmaWindow part = scale.range(column).intersection(mapping);
            add(column, (float) ((part.last() - part.first() + 1.0) / scale.step()), writable, isFresh);
        }
        return to;
    }

    private void add(int column, float share, boolean writable, boolean isFresh) {
        mapped[column] = Math.min(1, mapped[column] + share);
        readOnly[column] += writable ? 0 : Math.min(share, 1);
        fresh[column] |= isFresh;
    }
}
