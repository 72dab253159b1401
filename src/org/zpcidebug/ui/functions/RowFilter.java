package org.zpcidebug.ui.functions;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;

/** Keeps the rows in which every word of the filter text is somewhere in a visible cell. */
final class RowFilter extends ViewerFilter {

    private static final String BLANKS = "\\s+"; //$NON-NLS-1$
    private static final char BETWEEN = '\n';

    private final Supplier<List<Column>> visible;
    private List<String> words = List.of();

    /** A filter over the columns that are visible when it is asked. */
    RowFilter(Supplier<List<Column>> visible) {
        this.visible = visible;
    }

    /** Sets the text; empty text keeps everything. */
    void setText(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        words = wanted.isEmpty() ? List.of() : List.of(wanted.split(BLANKS));
    }

    /** Whether it may hide rows. */
    boolean isActive() {
        return !words.isEmpty();
    }

    @Override
    public boolean select(Viewer viewer, Object parent, Object element) {
        return matches((FunctionRow) element);
    }

    /** Whether a row is kept. */
    boolean matches(FunctionRow row) {
        if (words.isEmpty()) {
            return true;
        }
        StringBuilder cells = new StringBuilder();
        for (Column column : visible.get()) {
            cells.append(column.cell(row.function())).append(BETWEEN);
        }
        String all = cells.toString().toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }
}
