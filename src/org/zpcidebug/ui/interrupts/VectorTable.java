package org.zpcidebug.ui.interrupts;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.TableColumn;
import org.zpcidebug.inspect.VectorRows.Order;
import org.zpcidebug.inspect.VectorRows.Query;
import org.zpcidebug.ui.AccessibleName;
import org.zpcidebug.ui.views.RowTable;
import org.zpcidebug.ui.views.Widths;

/** The table of vectors; it has a column for each CPU of the guest. Widths are remembered. */
final class VectorTable {

    private static final String CPU = "CPU"; //$NON-NLS-1$
    private static final int DEFAULT_CPU_WIDTH = 80;

    /** More columns nobody can look at. */
    private static final int MOST_CPUS = 32;

    private static final int CPUS_IN_FRONT = 4;

    private final RowTable table;
    private final Widths widths;
    private final Consumer<Sort> sorted;
    private final Map<VectorColumn, TableColumn> columns = new EnumMap<>(VectorColumn.class);
    private final List<TableColumn> cpuColumns = new ArrayList<>();
    private List<Integer> cpus = List.of();

    /** What the user wants it sorted by. */
    record Sort(Order order, int cpu) {}

    /** An empty table. */
    VectorTable(Composite parent, IDialogSettings settings, Consumer<Sort> sorted) {
        widths = new Widths(settings);
        this.sorted = sorted;
        table = new RowTable(parent, new VectorTexts(null, List.of()));
        AccessibleName.set(table.table(), Messages.Vectors_Table);
        for (VectorColumn column : VectorColumn.values()) {
            Heading heading = column.heading();
            TableColumn widget = heading.addTo(table, widths.width(column.name(), heading.width()));
            widths.remember(widget, column.name());
            sorts(widget, new Sort(column.order(), 0));
            columns.put(column, widget);
        }
    }

    private void sorts(TableColumn widget, Sort sort) {
        widget.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> sorted.accept(sort)));
    }

    /** The control and its selection. */
    RowTable table() {
        return table;
    }

    /** Has a column for each of these CPUs. */
    void setCpus(List<Integer> wanted) {
        List<Integer> now = wanted.subList(0, Math.min(MOST_CPUS, wanted.size()));
        if (now.equals(cpus)) {
            return;
        }
        cpus = List.copyOf(now);
        cpuColumns.forEach(TableColumn::dispose);
        cpuColumns.clear();
        for (int i = 0; i < cpus.size(); i++) {
            TableColumn column = table.column(
                    NLS.bind(Messages.Vector_Cpu, cpus.get(i)), widths.width(CPU, DEFAULT_CPU_WIDTH), SWT.RIGHT);
            column.setToolTipText(NLS.bind(Messages.Vector_CpuHint, cpus.get(i)));
            widths.remember(column, CPU);
            sorts(column, new Sort(Order.CPU, i));
            cpuColumns.add(column);
        }
        if (cpus.size() <= CPUS_IN_FRONT) {
            table.table().setColumnOrder(order());
        }
    }

    /** The columns of few CPUs stand right beside the count of all. */
    private int[] order() {
        int fixed = VectorColumn.values().length;
        int before = VectorColumn.COUNT.ordinal() + 1;
        IntStream first = IntStream.range(0, before);
        IntStream own = IntStream.range(fixed, fixed + cpus.size());
        return IntStream.concat(IntStream.concat(first, own), IntStream.range(before, fixed))
                .toArray();
    }

    /** Marks the column by which rows are sorted. */
    void showOrder(Query query) {
        TableColumn column = columns.entrySet().stream()
                .filter(entry -> entry.getKey().order() == query.order())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (query.order() == Order.CPU) {
            column = query.cpu() < cpuColumns.size() ? cpuColumns.get(query.cpu()) : null;
        }
        table.table().setSortColumn(column);
        table.table().setSortDirection(query.descending() ? SWT.DOWN : SWT.UP);
    }
}
