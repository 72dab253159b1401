package org.zpcidebug.ui.functions;

import java.util.Collection;
import java.util.Comparator;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.zpcidebug.inspect.FunctionFields;

/**
 * How wide the columns are: as the user drew them; where he did not, as wide as their texts need in bold, for a value that
 * changes turns bold.
 */
final class ColumnWidths {

    private static final int MARGIN = 16;
    private static final int ICON = 22;
    private static final int ARROW = 30;

    /** A column that nobody drew is no wider, in characters; the whole text is in the details and the tool tip. */
    private static final int WIDEST = 48;

    private static final String GIVEN = "given"; //$NON-NLS-1$

    private final Table table;
    private final ColumnChoice choice;
    private final Font bold;

    /** Widths for the columns of a table, in which the user's are remembered. */
    ColumnWidths(Table table, ColumnChoice choice, Font bold) {
        this.table = table;
        this.choice = choice;
        this.bold = bold;
    }

    /** Gives a new column its first width and remembers those the user gives it. */
    void add(TableColumn widget, Column column) {
        int remembered = choice.width(column);
        give(widget, remembered > 0 ? remembered : first(column));
        widget.addControlListener(ControlListener.controlResizedAdapter(event -> resized(widget, column)));
    }

    private int first(Column column) {
        GC gc = new GC(table);
        try {
            int heading = gc.textExtent(column.label()).x + ARROW;
            gc.setFont(bold);
            int cells = (int) (column.width() * gc.getFontMetrics().getAverageCharacterWidth()) + MARGIN;
            return Math.max(cells, heading);
        } finally {
            gc.dispose();
        }
    }

    /** Widens columns that these rows' texts do not fit into and whose width is not the user's. */
    void fit(Collection<FunctionRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        GC gc = new GC(table);
        try {
            gc.setFont(bold);
            for (TableColumn widget : table.getColumns()) {
                fit(widget, rows, gc);
            }
        } finally {
            gc.dispose();
        }
    }

    private void fit(TableColumn widget, Collection<FunctionRow> rows, GC gc) {
        Column column = (Column) widget.getData();
        if (choice.width(column) > 0) {
            return;
        }
        String longest = rows.stream()
                .map(row -> column.cell(row.function()))
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
        int text = gc.textExtent(longest.substring(0, Math.min(WIDEST, longest.length()))).x + MARGIN;
        boolean first = table.getColumnOrder()[0] == table.indexOf(widget);
        int icon = first || column.field() == FunctionFields.FINDINGS ? ICON : 0;
        if (text + icon > given(widget)) {
            give(widget, text + icon);
        }
    }

    private static void give(TableColumn widget, int pixels) {
        widget.setData(GIVEN, pixels);
        widget.setWidth(pixels);
    }

    private static int given(TableColumn widget) {
        return (Integer) widget.getData(GIVEN);
    }

    private void resized(TableColumn widget, Column column) {
        if (!isLast(widget)) {
            keep(widget, column);
            return;
        }
        // The last column takes what room is left, which is nobody's choice. Whether that is so shows after the layout.
        table.getDisplay().asyncExec(() -> {
            if (!widget.isDisposed() && (!isLast(widget) || isScrolled())) {
                keep(widget, column);
            }
        });
    }

    private void keep(TableColumn widget, Column column) {
        int width = widget.getWidth();
        if (width > 0 && width != given(widget)) {
            widget.setData(GIVEN, width);
            choice.setWidth(column, width);
        }
    }

    private boolean isLast(TableColumn widget) {
        int[] order = table.getColumnOrder();
        return order[order.length - 1] == table.indexOf(widget);
    }

    private boolean isScrolled() {
        int all = 0;
        for (TableColumn each : table.getColumns()) {
            all += each.getWidth();
        }
        return all > table.getClientArea().width;
    }
}
