package org.zpcidebug.ui.functions;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.ControlAdapter;
import org.eclipse.swt.events.ControlEvent;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.zpcidebug.ui.AccessibleName;

/** The table of functions: a native one, with the columns the user chose. */
final class FunctionTable {

    private static final int MARGIN = 14;
    private static final int ARROW = 30;

    private final TableViewer viewer;
    private final ColumnChoice choice;
    private final CellStyle style;
    private final RowOrder order = new RowOrder();
    private final RowFilter filter = new RowFilter(this::visibleColumns);
    private boolean building;

    /** Makes the table for the rows of a model. */
    FunctionTable(Composite parent, ColumnChoice choice, FunctionRows rows) {
        this.choice = choice;
        viewer = new TableViewer(parent, SWT.MULTI | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        Table table = viewer.getTable();
        table.setHeaderVisible(true);
        table.setLinesVisible(true);
        AccessibleName.set(table, Messages.FunctionTable_Name);
        style = new CellStyle(table, () -> viewer.refresh());
        ColumnViewerToolTipSupport.enableFor(viewer);
        viewer.setUseHashlookup(true);
        viewer.setContentProvider(ArrayContentProvider.getInstance());
        buildColumns();
        order.sortBy(choice.sortColumn(), choice.isDescending());
        viewer.setComparator(order);
        viewer.addFilter(filter);
        viewer.setInput(rows.rows());
        showOrder();
    }

    /** The viewer, for selections and menus. */
    TableViewer viewer() {
        return viewer;
    }

    private Table table() {
        return viewer.getTable();
    }

    /** Shows other columns. */
    void show(List<Column> columns) {
        choice.show(columns);
        Table table = table();
        table.setRedraw(false);
        try {
            buildColumns();
            viewer.refresh();
        } finally {
            table.setRedraw(true);
        }
        showOrder();
    }

    private void buildColumns() {
        building = true;
        Table table = viewer.getTable();
        for (TableColumn column : table.getColumns()) {
            column.dispose();
        }
        for (Column column : choice.shown()) {
            addColumn(column);
        }
        building = false;
    }

    private void addColumn(Column column) {
        TableViewerColumn made = new TableViewerColumn(viewer, SWT.LEFT);
        made.setLabelProvider(new CellLabels(column, style));
        TableColumn widget = made.getColumn();
        widget.setText(column.label());
        widget.setToolTipText(column.field().description());
        widget.setMoveable(true);
        widget.setData(column);
        widget.setWidth(width(column));
        widget.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> sortBy(column)));
        widget.addControlListener(new ControlAdapter() {
            @Override
            public void controlResized(ControlEvent event) {
                // The last column takes what room there is: that is not the user's choice.
                if (!building && visibleColumns().indexOf(column) < table().getColumnCount() - 1) {
                    choice.setWidth(column, widget.getWidth());
                }
            }

            @Override
            public void controlMoved(ControlEvent event) {
                if (!building) {
                    choice.show(visibleColumns());
                }
            }
        });
    }

    private int width(Column column) {
        int remembered = choice.width(column);
        if (remembered > 0) {
            return remembered;
        }
        GC gc = new GC(viewer.getTable());
        try {
            double character = gc.getFontMetrics().getAverageCharacterWidth();
            int heading = gc.textExtent(column.label()).x;
            int cells = (int) (column.width() * character) + MARGIN;
            return Math.max(cells, heading + ARROW);
        } finally {
            gc.dispose();
        }
    }

    /** The columns as they stand, from left to right. */
    List<Column> visibleColumns() {
        Table table = viewer.getTable();
        List<Column> columns = new ArrayList<>();
        for (int index : table.getColumnOrder()) {
            columns.add((Column) table.getColumn(index).getData());
        }
        return columns;
    }

    private void sortBy(Column column) {
        order.sortBy(column, column == order.column() && !order.isDescending());
        choice.sortBy(column, order.isDescending());
        viewer.refresh();
        showOrder();
    }

    private void showOrder() {
        Table table = viewer.getTable();
        TableColumn sorted = null;
        for (TableColumn each : table.getColumns()) {
            if (each.getData() == order.column()) {
                sorted = each;
            }
        }
        table.setSortColumn(sorted);
        table.setSortDirection(sorted == null ? SWT.NONE : order.direction());
    }

    /** Shows only rows that have every word of the text. */
    void filter(String text) {
        filter.setText(text);
        viewer.refresh();
    }

    /** Paints what a snapshot changed, and nothing else. */
    void update(FunctionRows.Delta delta, boolean stale) {
        if (!delta.removed().isEmpty()) {
            viewer.remove(delta.removed().toArray());
        }
        if (!delta.added().isEmpty()) {
            viewer.add(delta.added().toArray());
        }
        if (style.setStale(stale)) {
            viewer.refresh();
        } else if (delta.changed().stream().anyMatch(this::mayMove)) {
            viewer.refresh();
        } else if (!delta.changed().isEmpty()) {
            viewer.update(delta.changed().toArray(), null);
        }
    }

    private boolean mayMove(FunctionRow row) {
        return !row.changes().isEmpty()
                && (filter.isActive() || row.changes().stream().anyMatch(path -> order.isSorterProperty(row, path)));
    }

    /** The rows that are selected, in the table's order. */
    @SuppressWarnings("unchecked")
    List<FunctionRow> selected() {
        return viewer.getStructuredSelection().toList();
    }

    /** The rows to copy: those selected, or all that are shown when none is. */
    List<FunctionRow> chosen() {
        List<FunctionRow> selected = selected();
        return selected.isEmpty() ? shown() : selected;
    }

    /** The rows that are visible, in the table's order. */
    List<FunctionRow> shown() {
        List<FunctionRow> rows = new ArrayList<>();
        for (var item : viewer.getTable().getItems()) {
            rows.add((FunctionRow) item.getData());
        }
        return rows;
    }

    /** How values look. */
    CellStyle style() {
        return style;
    }
}
