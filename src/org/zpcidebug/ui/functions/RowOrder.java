package org.zpcidebug.ui.functions;

import java.text.Collator;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerComparator;
import org.eclipse.swt.SWT;
import org.zpcidebug.inspect.Value;

/** Sorts by a column: numbers as numbers, everything else as a person would; what is unknown comes last. */
final class RowOrder extends ViewerComparator {

    private final Collator words = Collator.getInstance();
    private Column column;
    private boolean descending;

    /** Sorts by that column from now on. */
    void sortBy(Column by, boolean downwards) {
        this.column = by;
        this.descending = downwards;
    }

    /** The column that is sorted by. */
    Column column() {
        return column;
    }

    /** Whether the largest comes first. */
    boolean isDescending() {
        return descending;
    }

    /** The arrow in the column's heading. */
    int direction() {
        return descending ? SWT.DOWN : SWT.UP;
    }

    @Override
    public boolean isSorterProperty(Object element, String property) {
        return column != null && column.field().path().equals(property);
    }

    @Override
    public int compare(Viewer viewer, Object left, Object right) {
        return compare((FunctionRow) left, (FunctionRow) right);
    }

    /** Compares two rows. */
    int compare(FunctionRow left, FunctionRow right) {
        int order = column == null ? 0 : compareValues(left, right);
        return order != 0 ? order : Long.compare(left.fid(), right.fid());
    }

    private int compareValues(FunctionRow left, FunctionRow right) {
        Value<?> a = column.value(left.function());
        Value<?> b = column.value(right.function());
        if (!a.isKnown() || !b.isKnown()) {
            return Boolean.compare(!a.isKnown(), !b.isKnown());
        }
        int order = compareKnown(a.value(), b.value(), left, right);
        return descending ? -order : order;
    }

    private int compareKnown(Object a, Object b, FunctionRow left, FunctionRow right) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compareUnsigned(x, y);
        }
        if (a instanceof Integer x && b instanceof Integer y) {
            return Integer.compareUnsigned(x, y);
        }
        return words.compare(column.cell(left.function()), column.cell(right.function()));
    }
}
