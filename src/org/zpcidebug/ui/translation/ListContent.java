package org.zpcidebug.ui.translation;

import org.zpcidebug.zpci.MappingRows;
import org.zpcidebug.zpci.MappingTable;

/**
 * The rows of the list in their order.
 *
 * @param listed all rows, by number
 * @param rows those that are shown
 */
record ListContent(ListedMappings listed, MappingRows rows) {

    /**
     * The row, as it is shown, that holds a DMA address or is the nearest behind it; -1 when there is none. Looks at all
     * rows, so not on the UI thread.
     */
    int find(long iova) {
        int best = -1;
        for (int row = 0; row < rows.size(); row++) {
            if (Long.compareUnsigned(iova - rows.iova(row), rows.bytes(row) - 1) <= 0) {
                return row;
            }
            boolean isBehind = Long.compareUnsigned(rows.iova(row), iova) > 0;
            if (isBehind && (best < 0 || Long.compareUnsigned(rows.iova(row), rows.iova(best)) < 0)) {
                best = row;
            }
        }
        return best;
    }

    /** The row, as it is shown, that holds a DMA address; -1 when there is none. */
    int findExactly(long iova) {
        int row = find(iova);
        boolean isIn = row >= 0 && Long.compareUnsigned(iova - rows.iova(row), rows.bytes(row) - 1) <= 0;
        return isIn ? row : -1;
    }

    /** The row of a table that a shown row is. */
    int source(int row) {
        return rows.source(row);
    }

    /** The last DMA address of a row. */
    static long last(MappingTable table, int row) {
        return table.iova(row) + table.bytes(row) - 1;
    }
}
