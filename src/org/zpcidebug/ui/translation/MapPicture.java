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
        Mappings mappings = state.mappings();
        for (int row = first(mappings, scale); row < mappings.size() && isIn(mappings, row, scale); row++) {
            picture.add(mappings, row, state.fresh().get(row) || state.moved().get(row));
        }
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

    private void add(Mappings mappings, int row, boolean isFresh) {
        long iova = mappings.iova(row);
        long last = iova + mappings.bytes(row) - 1;
        int from = scale.column(iova);
        int to = scale.column(last);
        for (int column = from; column <= to; column++) {
            var part = scale.range(column).intersection(new DmaWindow(iova, last));
            float share = (float) ((part.last() - part.first() + 1.0) / scale.step());
            mapped[column] = Math.min(1, mapped[column] + share);
            readOnly[column] += mappings.isWritable(row) ? 0 : Math.min(share, 1);
            fresh[column] |= isFresh;
        }
    }
}
