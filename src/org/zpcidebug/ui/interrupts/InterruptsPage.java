package org.zpcidebug.ui.interrupts;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.events.ControlListener;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.TabFolder;
import org.eclipse.swt.widgets.TabItem;
import org.eclipse.swt.widgets.TableColumn;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.InterruptHistory;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.HeaderLine;
import org.zpcidebug.ui.views.RowTable;
import org.zpcidebug.ui.views.RowsExport;
import org.zpcidebug.ui.views.Widths;

/** Subclasses and functions above; below in tabs the gates of one function, the chart, its numbers, and all counters. */
final class InterruptsPage {

    private static final int CHART = 1;
    private static final int DATA = 2;
    private static final int COUNTERS = 3;
    private static final int TABLE_SHARE = 45;
    private static final int LEAST_SHARE = 10;
    private static final int WHOLE = 100;
    private static final String TAB = "tab"; //$NON-NLS-1$
    private static final String SHARE = "tableShare"; //$NON-NLS-1$
    private static final int RATE_WIDTH = 110;

    private final Composite whole;
    private final HeaderLine header;
    private final RowTable table;
    private final TabFolder tabs;
    private final GatesPane gates;
    private final ChartPane chart;
    private final RowTable data;
    private final RowTable counters;
    private InterruptTexts shown = new InterruptTexts(null, null);
    private CounterRows counted = new CounterRows(null, null);
    private InterruptRow selected;
    private GuestSnapshot snapshot;
    private InterruptHistory history;

    /**
     * Makes the page.
     *
     * @param registers reads the CPUs' registers
     * @param trace switches trace events
     */
    InterruptsPage(Composite parent, IDialogSettings settings, Runnable reconnect, Runnable registers, Runnable trace) {
        Widths widths = new Widths(settings);
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(whole);
        header = new HeaderLine(whole, reconnect);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(header.control());
        SashForm sash = new SashForm(whole, SWT.VERTICAL);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(sash);
        table = new RowTable(sash, shown);
        AccessibleName.set(table.table(), Messages.Interrupts_Table);
        for (InterruptColumn column : InterruptColumn.values()) {
            int width = widths.width(column.name(), column.heading().width());
            widths.remember(column.heading().addTo(table, width), column.name());
        }
        table.onSelect(this::select);
        tabs = new TabFolder(sash, SWT.TOP);
        gates = new GatesPane(tabs, registers, trace);
        chart = new ChartPane(tabs);
        data = new RowTable(tabs, shown);
        AccessibleName.set(data.table(), Messages.Chart_Data);
        counters = new RowTable(tabs, counted);
        AccessibleName.set(counters.table(), Messages.Counters_Table);
        counters.column(Messages.Counter_Name, 210, SWT.LEFT);
        counters.column(Messages.Counter_Count, 110, SWT.RIGHT);
        counters.column(Messages.Counter_Rate, 80, SWT.RIGHT);
        counters.column(Messages.Counter_Cpus, 230, SWT.LEFT);
        counters.column(Messages.Counter_Meaning, 420, SWT.LEFT);
        tab(Messages.Tab_Gates, gates.control());
        tab(Messages.Tab_Chart, chart.control());
        tab(Messages.Tab_Data, data.control());
        tab(Messages.Tab_Counters, counters.control());
        tabs.setSelection(Math.max(0, Math.min(COUNTERS, widths.number(TAB, 0))));
        tabs.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            settings.put(TAB, tabs.getSelectionIndex());
            showTab();
        }));
        int share = Math.max(LEAST_SHARE, Math.min(WHOLE - LEAST_SHARE, widths.number(SHARE, TABLE_SHARE)));
        sash.setWeights(share, WHOLE - share);
        tabs.addControlListener(ControlListener.controlResizedAdapter(event -> {
            int[] weights = sash.getWeights();
            settings.put(SHARE, WHOLE * weights[0] / (weights[0] + weights[1]));
        }));
    }

    private void tab(String title, Control content) {
        TabItem item = new TabItem(tabs, SWT.NONE);
        item.setText(title);
        item.setControl(content);
    }

    /** The control. */
    Control control() {
        return whole;
    }

    /** The table of subclasses and functions. */
    RowTable table() {
        return table;
    }

    /** The gates. */
    GatesPane gates() {
        return gates;
    }

    /** The chart. */
    ChartPane chart() {
        return chart;
    }

    /** All counters. */
    RowTable counters() {
        return counters;
    }

    /** The numbers of the chart. */
    RowTable data() {
        return data;
    }

    /** Forgets what was shown; null for no guest. */
    void follow(GuestSession session) {
        history = session == null ? null : session.interrupts().history();
        snapshot = null;
        selected = null;
        shown = new InterruptTexts(null, null);
        counted = new CounterRows(null, null);
        table.show(shown, -1);
        gates.show(null);
        chart.clear();
        showTab();
    }

    /** Shows a state. */
    void show(GuestSession session, SessionState state) {
        header.show(session.address(), state);
        snapshot = state.snapshot();
        if (snapshot == null) {
            return;
        }
        shown = new InterruptTexts(snapshot, history);
        int row = selected == null ? firstFunction() : shown.find(selected);
        selected = row < 0 ? null : shown.rows().get(row);
        table.show(shown, row);
        gates.show(selected == null ? null : selected.function());
        chart.show(snapshot, history);
        counted = new CounterRows(snapshot, history);
        showTab();
    }

    private int firstFunction() {
        List<InterruptRow> rows = shown.rows();
        for (int i = 0; i < rows.size(); i++) {
            if (!rows.get(i).isSubclass()) {
                return i;
            }
        }
        return -1;
    }

    private void select(int row) {
        selected = row < 0 ? null : shown.rows().get(row);
        gates.show(selected == null ? null : selected.function());
    }

    /** Selects a function, as the user does. */
    void choose(long fid) {
        for (int i = 0; i < shown.size(); i++) {
            InterruptRow row = shown.rows().get(i);
            if (!row.isSubclass() && row.function().fid() == fid) {
                table.select(i);
                select(i);
            }
        }
    }

    /** The function that is selected; null for none. */
    FunctionSnapshot function() {
        return selected == null ? null : selected.function();
    }

    /** Brings a tab to the top. */
    void openTab(int number) {
        tabs.setSelection(number);
        showTab();
    }

    private void showTab() {
        switch (tabs.getSelectionIndex()) {
            case DATA -> {
                ChartPane.Rows rows = chart.rows();
                fitColumns(rows.headings());
                data.show(rows, data.selected());
            }
            case COUNTERS -> counters.show(counted, counters.selected());
            default -> {
                // The others are always kept up to date.
            }
        }
    }

    private void fitColumns(List<String> headings) {
        List<String> now = new ArrayList<>();
        for (TableColumn column : data.table().getColumns()) {
            now.add(column.getText());
        }
        if (!now.equals(headings)) {
            for (TableColumn column : data.table().getColumns()) {
                column.dispose();
            }
            headings.forEach(heading -> data.column(heading, RATE_WIDTH, SWT.RIGHT));
        }
    }

    /** What is to be copied or exported: of the table that has the focus, or is on top. */
    RowsExport export() {
        boolean isAbove = table.table().isFocusControl() || tabs.getSelectionIndex() == 0;
        if (isAbove) {
            return shown.export();
        }
        return tabs.getSelectionIndex() == COUNTERS
                ? counted.export()
                : chart.rows().export();
    }

    /** Whether the chart or its numbers are on top. */
    boolean isChart() {
        return tabs.getSelectionIndex() == CHART || tabs.getSelectionIndex() == DATA;
    }

    /** Puts the focus on the table. */
    void setFocus() {
        table.table().setFocus();
    }
}
