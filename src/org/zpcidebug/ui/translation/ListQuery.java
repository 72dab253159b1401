package org.zpcidebug.ui.translation;

import java.util.List;
import java.util.Locale;
import org.zpcidebug.zpci.MappingRows;

/**
 * What the user wants to see of the mappings, and in which order.
 *
 * @param words each of them has to be in a row: in its texts, or as an address that lies in it
 * @param merged whether neighbours that lead to neighbours are one row
 */
record ListQuery(List<String> words, MappingRows.Column order, boolean descending, boolean merged) {

    private static final String BLANKS = "\\s+"; //$NON-NLS-1$

    /** All rows, merged, by DMA address. */
    static final ListQuery ALL = new ListQuery(List.of(), MappingRows.Column.IOVA, false, true);

    /** The same with the words of a filter text. */
    ListQuery filter(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        return new ListQuery(wanted.isEmpty() ? List.of() : List.of(wanted.split(BLANKS)), order, descending, merged);
    }

    /** The same by another column, or by the same one the other way round. */
    ListQuery sort(MappingRows.Column column) {
        return new ListQuery(words, column, column == order && !descending, merged);
    }

    /** The same with rows merged or not. */
    ListQuery merge(boolean now) {
        return new ListQuery(words, order, descending, now);
    }

    /** The rows of a state that are wanted. Takes a fraction of a second for a million, so not on the UI thread. */
    ListContent apply(MappingState state) {
        ListedMappings listed = new ListedMappings(state, merged);
        MappingRows rows = MappingRows.all(listed);
        for (String word : words) {
            rows = rows.filter(new RowTest(listed, word)::accepts);
        }
        boolean inOrder =
                order == MappingRows.Column.IOVA && !descending && state.gone().size() == 0;
        return new ListContent(listed, inOrder ? rows : rows.sort(order, descending));
    }
}
