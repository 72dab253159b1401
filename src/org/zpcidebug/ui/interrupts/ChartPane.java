package org.zpcidebug.ui.interrupts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.InterruptHistory;
import org.zpcidebug.inspect.InterruptHistory.Series;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.RowTable;
import org.zpcidebug.ui.views.RowsExport;

/** Rates over time as a chart, beside it what its lines are, and the same numbers as rows. */
final class ChartPane {

    private static final double SECOND = 1e9;
    private static final int LEGEND = 230;

    /** More lines at once nobody can tell apart; the user may show them. */
    private static final int SHOWN_AT_FIRST = 8;

    private final Composite whole;
    private final RateChart chart;
    private final Table legend;
    private final Set<Series> hidden = new HashSet<>();
    private final Set<Series> seen = new HashSet<>();
    private ChartData data = ChartData.NONE;
    private List<String> names = List.of();

    /** An empty chart. */
    ChartPane(Composite parent) {
        whole = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).spacing(0, 0).applyTo(whole);
        chart = new RateChart(whole);
        GridDataFactory.fillDefaults().grab(true, true).hint(200, 80).applyTo(chart.control());
        legend = new Table(whole, SWT.CHECK | SWT.V_SCROLL | SWT.FULL_SELECTION | SWT.SINGLE);
        legend.setToolTipText(Messages.Chart_LegendHint);
        AccessibleName.set(legend, Messages.Chart_Legend);
        GridDataFactory.fillDefaults().grab(false, true).hint(LEGEND, 60).applyTo(legend);
        new TableColumn(legend, SWT.LEFT).setWidth(LEGEND - 90);
        new TableColumn(legend, SWT.RIGHT).setWidth(70);
        legend.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> {
            if (event.detail == SWT.CHECK) {
                checked((TableItem) event.item);
            }
        }));
    }

    /** The control. */
    Control control() {
        return whole;
    }

    /** The picture. */
    RateChart chart() {
        return chart;
    }

    private void checked(TableItem item) {
        Series series = data.lines().get(legend.indexOf(item)).series();
        if (item.getChecked()) {
            hidden.remove(series);
        } else {
            hidden.add(series);
        }
        paint();
    }

    /** Forgets which lines were hidden. */
    void clear() {
        hidden.clear();
        seen.clear();
        show(ChartData.NONE, null);
    }

    /** Shows a history. */
    void show(GuestSnapshot snapshot, InterruptHistory history) {
        show(ChartData.of(history.timeline()), snapshot);
    }

    private void show(ChartData now, GuestSnapshot snapshot) {
        data = now;
        names = now.lines().stream().map(line -> name(line.series(), snapshot)).toList();
        for (ChartData.Line line : now.lines()) {
            boolean isNew = seen.add(line.series());
            boolean isDull = line.series().kind() == InterruptHistory.Kind.ROW && !isMoving(line);
            if (isNew && (isDull || seen.size() - hidden.size() > SHOWN_AT_FIRST)) {
                hidden.add(line.series());
            }
        }
        fillLegend();
        paint();
    }

    private static boolean isMoving(ChartData.Line line) {
        for (double rate : line.rates()) {
            if (rate > 0) {
                return true;
            }
        }
        return line.series().name().equals("PCF"); //$NON-NLS-1$
    }

    private static String name(Series series, GuestSnapshot snapshot) {
        return switch (series.kind()) {
            case ROW -> series.name();
            case FUNCTION ->
                snapshot.function(series.number()).map(VectorTexts::name).orElse(Words.hex(series.number()));
            case RAISED -> NLS.bind(Messages.Counter_Raised, series.number());
            case DROPPED -> NLS.bind(Messages.Counter_Dropped, series.number());
        };
    }

    private void fillLegend() {
        while (legend.getItemCount() > data.lines().size()) {
            legend.getItem(legend.getItemCount() - 1).dispose();
        }
        while (legend.getItemCount() < data.lines().size()) {
            new TableItem(legend, SWT.NONE);
        }
        for (int i = 0; i < data.lines().size(); i++) {
            TableItem item = legend.getItem(i);
            double[] rates = data.lines().get(i).rates();
            double last = rates.length == 0 ? Double.NaN : rates[rates.length - 1];
            set(item, 0, names.get(i));
            set(
                    item,
                    1,
                    Double.isNaN(last) ? Messages.Cell_Unknown : NLS.bind(Messages.Chart_Rate, Numbers.rate(last)));
            // Setting the same again has GTK measure and paint the row again.
            if (!chart.colours().colour(i).equals(item.getForeground(0))) {
                item.setForeground(0, chart.colours().colour(i));
            }
            boolean isShown = !hidden.contains(data.lines().get(i).series());
            if (item.getChecked() != isShown) {
                item.setChecked(isShown);
            }
        }
    }

    private static void set(TableItem item, int column, String text) {
        if (!text.equals(item.getText(column))) {
            item.setText(column, text);
        }
    }

    private void paint() {
        chart.show(data, names, line -> !hidden.contains(data.lines().get(line).series()));
    }

    private List<Integer> shownLines() {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < data.lines().size(); i++) {
            if (!hidden.contains(data.lines().get(i).series())) {
                shown.add(i);
            }
        }
        return shown;
    }

    /** The numbers of the lines that are shown, the newest first. */
    Rows rows() {
        return new Rows(data, names, shownLines());
    }

    /** The same as rows. */
    record Rows(ChartData data, List<String> names, List<Integer> lines) implements RowTable.Rows {

        /** The headings. */
        List<String> headings() {
            List<String> headings = new ArrayList<>(List.of(Messages.Chart_Time));
            lines.forEach(line -> headings.add(names.get(line)));
            return headings;
        }

        @Override
        public int size() {
            return data.nanos().length;
        }

        private int at(int row) {
            return data.nanos().length - 1 - row;
        }

        private double ago(int row) {
            return (data.last() - data.nanos()[at(row)]) / SECOND;
        }

        @Override
        public String text(int row, int column) {
            if (column == 0) {
                return NLS.bind(Messages.Chart_Ago, Numbers.plain(ago(row)));
            }
            if (column > lines.size()) {
                return ""; //$NON-NLS-1$
            }
            double rate = data.lines().get(lines.get(column - 1)).rates()[at(row)];
            return Double.isNaN(rate) ? Messages.Cell_Unknown : Numbers.rate(rate);
        }

        /** The same with plain values: seconds before the newest, and rates. */
        RowsExport export() {
            List<String> columns = new ArrayList<>(List.of("secondsAgo")); //$NON-NLS-1$
            lines.forEach(line -> columns.add(names.get(line)));
            return new RowsExport(columns, size(), this::values);
        }

        private List<Object> values(int row) {
            List<Object> values = new ArrayList<>(List.of(ago(row)));
            for (int line : lines) {
                double rate = data.lines().get(line).rates()[at(row)];
                values.add(Double.isNaN(rate) ? null : (Object) rate);
            }
            return values;
        }
    }
}
