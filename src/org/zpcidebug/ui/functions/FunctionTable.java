package org.zpcidebug.ui.functions;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.CellStyle;

/** The table of functions: a native one, with the columns the user chose. */
final class FunctionTable {

    private static final int LAID_OUT_MILLIS = 100;

    private final TableViewer viewer;
    private final ColumnChoice choice;
    private final CellStyle style;
    private final ColumnWidths widths;
    private final FunctionRows rows;
    private final RowOrder order = new RowOrder();
    private final RowFilter filter = new RowFilter(this::visibleColumns);
    private boolean building;

    /** Makes the table for the rows of a model. */
    FunctionTable(Composite parent, ColumnChoice choice, FunctionRows rows) {
        this.choice = choice;
        this.rows = rows;
        viewer = new TableViewer(parent, SWT.MULTI | SWT.FULL_SELECTION | SWT.H_SCROLL | SWT.V_SCROLL);
        Table table = viewer.getTable();
        table.setHeaderVisible(true);
        table.setLinesVisible(true);
        AccessibleName.set(table, Messages.FunctionTable_Name);
        style = new CellStyle(table, () -> viewer.refresh());
        widths = new ColumnWidths(table, choice, style.heading());
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

    /** Shows other columns, and scrolls to the first that is new. */
    void show(List<Column> columns) {
        List<Column> before = visibleColumns();
        List<FunctionRow> selected = selected();
        choice.show(columns);
        Table table = viewer.getTable();
        table.setRedraw(false);
        try {
            buildColumns();
            viewer.refresh();
            select(selected); // the native table loses it with its columns
        } finally {
            table.setRedraw(true);
        }
        widths.fit(rows.rows());
        showOrder();
        columns.stream().filter(column -> !before.contains(column)).findFirst().ifPresent(this::reveal);
    }

    /** Scrolls to a column once the native table has laid it out. */
    private void reveal(Column column) {
        Table table = viewer.getTable();
        table.getDisplay().timerExec(LAID_OUT_MILLIS, () -> {
            int index = table.isDisposed() ? -1 : visibleColumns().indexOf(column);
            if (index >= 0) {
                table.showColumn(table.getColumn(table.getColumnOrder()[index]));
            }
        });
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
        widths.add(widget, column);
        widget.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> sortBy(column)));
        widget.addControlListener(ControlListener.controlMovedAdapter(event -> {
            if (!building) {
                choice.show(visibleColumns());
            }
        }));
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
        widths.fit(delta.added());
        widths.fit(
                delta.changed().stream().filter(row -> !row.changes().isEmpty()).toList());
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

    /** Selects these of the rows that are shown. */
    void select(List<FunctionRow> wanted) {
        viewer.setSelection(new StructuredSelection(wanted), !wanted.isEmpty());
    }

    /** Selects all rows that are shown; unlike the native table's own method, this tells who listens. */
    void selectAll() {
        select(shown());
    }

    /** Whether no row is shown. */
    boolean isEmpty() {
        return viewer.getTable().getItemCount() == 0;
    }

    /** The rows to copy: those selected, or all that are shown when none is. */
    List<FunctionRow> chosen() {
        List<FunctionRow> selected = selected();
        return selected.isEmpty() ? shown() : selected;
    }

    /** The rows that are visible, in the table's order. */
    List<FunctionRow> shown() {
        List<FunctionRow> shown = new ArrayList<>();
        for (var item : viewer.getTable().getItems()) {
            shown.add((FunctionRow) item.getData());
        }
        return shown;
    }

    /** How values look. */
    CellStyle style() {
        return style;
    }
}
