package org.zpcidebug.ui.translation;

import java.util.Arrays;
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
        for (int row = first(left, scale); row < left.size() && picture.isShown(left.iova(row)); row++) {
            DmaWindow range = picture.shown(left, row);
            Arrays.fill(picture.gone, scale.column(range.first()), scale.column(range.last()) + 1, true);
        }
        return picture;
    }

    private static int first(Mappings mappings, MapScale scale) {
        int found = mappings.find(scale.first());
        return found < 0 ? -1 - found : found;
    }

    /** What can be seen of a row. */
    private DmaWindow shown(Mappings mappings, int row) {
        long iova = mappings.iova(row);
        return new DmaWindow(iova, iova + mappings.bytes(row) - 1).intersection(scale.shown());
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

    private void addPart(MappingState state, int number, Part part) {
        if (part.rowBytes() > PageRow.BYTES || scale.step() < PageRow.BYTES) {
            addWide(state, number, part);
        } else {
            addNarrow(state, number, part);
        }
    }

    /** Rows that may lie in several columns. */
    private void addWide(MappingState state, int number, Part part) {
        Mappings mappings = state.mappings();
        int end = part.firstRow() + part.rows();
        int row = part.rows() == 1 ? part.firstRow() : firstRow(mappings, number, part);
        for (; row < end && isShown(mappings.iova(row)); row++) {
            DmaWindow range = shown(mappings, row);
            if (!range.isEmpty()) {
                addRange(range, mappings.isWritable(row), isChanged(state, row, row + 1));
            }
        }
    }

    private int firstRow(Mappings mappings, int number, Part part) {
        long first = scale.first() & -PageRow.BYTES;
        boolean isCut = Long.compareUnsigned(part.iova(), first) < 0;
        return isCut ? mappings.rowBehind(number, first - 1) : part.firstRow();
    }

    /** Pages that are no wider than a column, so that each lies in one. */
    private void addNarrow(MappingState state, int number, Part part) {
        Mappings mappings = state.mappings();
        int end = part.firstRow() + part.rows();
        int row = firstRow(mappings, number, part);
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
    private void addRange(DmaWindow mapping, boolean writable, boolean isFresh) {
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
