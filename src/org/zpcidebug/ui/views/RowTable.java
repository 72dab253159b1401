package org.zpcidebug.ui.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.events.MouseEvent;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Slider;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/**
 * A table of any number of rows. The native table only ever has as many as can be seen, and a slider beside it moves them:
 * a native table of a million rows, even a virtual one, takes seconds to be filled and emptied on GTK.
 */
public final class RowTable {

    /** Where the rows come from. */
    public interface Rows {

        /** How many there are. */
        int size();

        /** The text of a cell. */
        String text(int row, int column);

        /** Whether a row is to stand out. */
        default boolean isMarked(int row) {
            return false;
        }

        /** Whether the value of a cell is known; its text says why when it is not. */
        default boolean isKnown(int row, int column) {
            return true;
        }

        /** What the pointer over a cell tells; null for nothing. */
        default String toolTip(int row, int column) {
            return null;
        }
    }

    private final Composite whole;
    private final Table table;
    private final Slider slider;
    private final RowStyle style;
    private final List<IntConsumer> listeners = new ArrayList<>();
    private Rows rows;
    private int top;
    private int shownSize;
    private int selected = -1;
    private boolean pressed;
    private boolean focusing;

    /** An empty table without columns. */
    public RowTable(Composite parent, Rows rows) {
        this.rows = rows;
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(0, 0).applyTo(whole);
        table = new Table(whole, SWT.SINGLE | SWT.FULL_SELECTION | SWT.H_SCROLL);
        table.setHeaderVisible(true);
        table.setLinesVisible(true);
        GridDataFactory.fillDefaults().grab(true, true).hint(200, 60).applyTo(table);
        slider = new Slider(whole, SWT.VERTICAL);
        GridDataFactory.fillDefaults().grab(false, true).applyTo(slider);
        style = new RowStyle(table, this::paint);
        table.addControlListener(ControlListener.controlResizedAdapter(event -> paint()));
        table.addListener(SWT.MouseVerticalWheel, event -> scrollTo(top - event.count));
        table.addKeyListener(KeyListener.keyPressedAdapter(this::key));
        table.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> selectionChanged()));
        table.addListener(SWT.MouseDown, event -> pressed = true);
        table.addListener(SWT.MouseUp, event -> pressed = false);
        table.addListener(SWT.FocusIn, event -> focused());
        table.addMouseMoveListener(this::hover);
        slider.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> scrollTo(slider.getSelection())));
    }

    /** Adds a column. */
    public TableColumn column(String heading, int width, int alignment) {
        TableColumn column = new TableColumn(table, alignment);
        column.setText(heading);
        column.setWidth(width);
        return column;
    }

    private void hover(MouseEvent event) {
        String text = null;
        TableItem item = table.getItem(new Point(event.x, event.y));
        for (int column = 0; item != null && column < table.getColumnCount(); column++) {
            int row = top + table.indexOf(item);
            if (item.getBounds(column).contains(event.x, event.y) && row < rows.size()) {
                text = rows.toolTip(row, column);
            }
        }
        if (!Objects.equals(text, table.getToolTipText())) {
            table.setToolTipText(text);
        }
    }

    /** The whole control. */
    public Control control() {
        return whole;
    }

    /** The native table, for its menu and the focus. */
    public Table table() {
        return table;
    }

    /** Tells of each selection of the user: the row's number. */
    public void onSelect(IntConsumer listener) {
        listeners.add(listener);
    }

    /** Shows other rows, from the same place on. */
    public void show(Rows now, int selection) {
        rows = now;
        selected = Math.min(selection, now.size() - 1);
        paint();
    }

    /** The number of the selected row, -1 for none. */
    public int selected() {
        return selected;
    }

    /** Selects a row and scrolls to it; -1 selects none. */
    public void select(int row) {
        selected = Math.min(row, rows.size() - 1);
        if (selected >= 0 && (selected < top || selected >= top + capacity())) {
            top = selected - capacity() / 2;
        }
        paint();
    }

    /** GTK selects the first row of a table that gets the focus, though the user chose none. */
    private void focused() {
        focusing = selected < 0 && !pressed;
        table.getDisplay().asyncExec(() -> focusing = false);
    }

    private void selectionChanged() {
        if (focusing) {
            table.deselectAll();
            return;
        }
        selected = table.getSelectionIndex() < 0 ? -1 : top + table.getSelectionIndex();
        listeners.forEach(listener -> listener.accept(selected));
    }

    private void key(KeyEvent event) {
        int step = event.stateMask == 0 ? step(event.keyCode) : 0;
        if (step != 0 && rows.size() > 0) {
            event.doit = false;
            reveal(Math.max(0, Math.min(rows.size() - 1, selected + step)));
            listeners.forEach(listener -> listener.accept(selected));
        }
    }

    private int step(int key) {
        return switch (key) {
            case SWT.ARROW_UP -> -1;
            case SWT.ARROW_DOWN -> 1;
            case SWT.PAGE_UP -> -capacity();
            case SWT.PAGE_DOWN -> capacity();
            case SWT.HOME -> -rows.size();
            case SWT.END -> rows.size();
            default -> 0;
        };
    }

    private void reveal(int row) {
        selected = row;
        top = Math.min(top, row);
        top = Math.max(top, row - capacity() + 1);
        paint();
    }

    private void scrollTo(int row) {
        top = row;
        paint();
    }

    /** Whether the last row can be seen. */
    public boolean isAtEnd() {
        return top >= shownSize - capacity();
    }

    /** Scrolls to the last row. */
    public void scrollToEnd() {
        scrollTo(rows.size());
    }

    /** How many rows can be seen whole. */
    private int capacity() {
        int height = table.getClientArea().height - table.getHeaderHeight();
        return Math.max(1, height / Math.max(1, table.getItemHeight()));
    }

    private void paint() {
        int size = rows.size();
        if (size > 0 && table.getItemCount() == 0) {
            // Only then GTK tells how high an item really is.
            new TableItem(table, SWT.NONE);
        }
        int capacity = capacity();
        shownSize = size;
        top = Math.max(0, Math.min(top, size - capacity));
        int visible = Math.min(capacity, size - top);
        slider.setEnabled(size > capacity);
        slider.setValues(top, 0, Math.max(1, size), Math.max(1, Math.min(capacity, size)), 1, capacity);
        if (table.getItemCount() > visible) {
            table.remove(visible, table.getItemCount() - 1);
        }
        while (table.getItemCount() < visible) {
            new TableItem(table, SWT.NONE);
        }
        for (int i = 0; i < visible; i++) {
            paint(table.getItem(i), top + i);
        }
        int index = selected - top;
        if (selected >= 0 && index >= 0 && index < visible) {
            if (table.getSelectionIndex() != index) {
                table.setSelection(index);
            }
        } else {
            table.deselectAll();
        }
    }

    private void paint(TableItem item, int row) {
        for (int column = 0; column < table.getColumnCount(); column++) {
            String text = rows.text(row, column);
            if (!text.equals(item.getText(column))) {
                item.setText(column, text);
            }
            style.apply(item, column, rows.isKnown(row, column));
        }
        style.apply(item, rows.isMarked(row));
    }
}
