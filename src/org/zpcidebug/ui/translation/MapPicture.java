package org.zpcidebug.ui.translation;

import java.util.BitSet;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.Mappings;
import org.zpcidebug.zpci.Mappings.Part;
import org.zpcidebug.zpci.PageRow;

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

    /** A million rows are told by some thousand page tables, most of which lie wholly in one column. */
    private void addAll(MappingState state) {
        Mappings mappings = state.mappings();
        DmaWindow shown = scale.shown();
        for (int i = 0; i < mappings.parts(); i++) {
            Part part = mappings.part(i);
            DmaWindow reach = new DmaWindow(part.iova(), part.iova() + part.span() - 1);
            if (Long.compareUnsigned(reach.first(), shown.last()) > 0) {
                return;
            }
            if (!shown.intersection(reach).isEmpty()) {
                addPart(state, i, part);
            }
        }
    }

    /** Pages never lie in two columns, larger frames may. */
    private void addPart(MappingState state, int number, Part part) {
        Mappings mappings = state.mappings();
        int end = part.firstRow() + part.rows();
        if (part.rowBytes() > PageRow.BYTES) {
            DmaWindow frame = new DmaWindow(part.iova(), part.iova() + part.span() - 1);
            addFrame(frame.intersection(scale.shown()), part.readOnly() == 0, isChanged(state, end - 1, end));
            return;
        }
        boolean isCut = Long.compareUnsigned(part.iova(), scale.first()) < 0;
        int row = isCut ? mappings.rowBehind(number, scale.first() - 1) : part.firstRow();
        while (row < end && isShown(mappings.iova(row))) {
            int column = scale.column(mappings.iova(row));
            int next = mappings.rowBehind(number, scale.range(column).last());
            float share = (float) PageRow.BYTES / scale.step();
            float protectedShare = mappings.readOnly(number, row, next) * share;
            add(column, (next - row) * share, protectedShare, isChanged(state, row, next));
            row = next;
        }
    }

    private boolean isShown(long iova) {
        return Long.compareUnsigned(iova, scale.shown().last()) <= 0;
    }

    private static boolean isChanged(MappingState state, int first, int end) {
        return isAny(state.fresh(), first, end) || isAny(state.moved(), first, end);
    }

    private static boolean isAny(BitSet marked, int first, int end) {
        int found = marked.nextSetBit(first);
        return found >= 0 && found < end;
    }

    /** Adds to each column its part. */
    private void addFrame(DmaWindow mapping, boolean writable, boolean isFresh) {
        int to = scale.column(mapping.last());
        for (int column = scale.column(mapping.first()); column <= to; column++) {
            DmaWindow part = scale.range(column).intersection(mapping);
            float share = (float) ((part.last() - part.first() + 1.0) / scale.step());
            add(column, share, writable ? 0 : share, isFresh);
        }
    }

    private void add(int column, float share, float protectedShare, boolean isFresh) {
        mapped[column] = Math.min(1, mapped[column] + share);
        readOnly[column] = Math.min(1, readOnly[column] + protectedShare);
        fresh[column] |= isFresh;
    }
}
