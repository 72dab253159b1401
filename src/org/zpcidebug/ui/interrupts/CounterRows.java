package org.zpcidebug.ui.interrupts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.inspect.AdapterCounts;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.InterruptHistory;
import org.zpcidebug.inspect.InterruptHistory.Kind;
import org.zpcidebug.inspect.InterruptHistory.Series;
import org.zpcidebug.inspect.MeasurementRates;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.ui.views.RowTable;
import org.zpcidebug.ui.views.RowsExport;
import org.zpcidebug.zpci.MeasurementBlock;

/** All counters that tell of interrupts: rows of /proc/interrupts, trace events, measurement blocks, KVM's statistics. */
final class CounterRows implements RowTable.Rows {

    private static final Map<String, String> ROWS = Map.of(
            "PCF", Messages.Counter_Pcf, //$NON-NLS-1$
            "PCD", Messages.Counter_Pcd, //$NON-NLS-1$
            "MSI", Messages.Counter_Msi, //$NON-NLS-1$
            "GAL", Messages.Counter_Gal); //$NON-NLS-1$

    private static final Pattern KVM =
            Pattern.compile(".*(?:inject_io|deliver_io|io_|aen_|adapter|airq|exit_io|interrupt).*"); //$NON-NLS-1$

    private final List<Counter> counters = new ArrayList<>();

    /**
     * One counter.
     *
     * @param cpus how much of it each CPU has, in words; empty when that is not told
     * @param rate a second; negative when that is not known
     */
    private record Counter(String name, long count, double rate, String cpus, String meaning) {}

    /** The counters of a snapshot, none for null. */
    CounterRows(GuestSnapshot snapshot, InterruptHistory history) {
        if (snapshot != null) {
            List<Integer> cpus = snapshot.interrupts()
                    .flatMap(reading -> Value.from(reading.cpus()))
                    .orElse(List.of());
            snapshot.interrupts()
                    .flatMap(reading -> Value.from(reading.rows()))
                    .orElse(Map.of())
                    .forEach((name, counts) -> row(name, counts, cpus, history));
            snapshot.adapterEvents().map(events -> {
                events(events, history);
                return true;
            });
            snapshot.functions().forEach(this::measured);
            snapshot.hypervisor().statistics().orElse(Map.of()).forEach((name, count) -> {
                if (KVM.matcher(name).matches()) {
                    counters.add(new Counter(
                            NLS.bind(Messages.Counter_Kvm, name),
                            count,
                            -1,
                            "", //$NON-NLS-1$
                            Messages.Counter_KvmHint));
                }
            });
        }
    }

    private void row(String name, List<Long> counts, List<Integer> cpus, InterruptHistory history) {
        String each = IntStream.range(0, Math.min(cpus.size(), counts.size()))
                .mapToObj(i -> NLS.bind(Messages.Counter_Cpu, cpus.get(i), Numbers.count(counts.get(i))))
                .collect(Collectors.joining(", ")); //$NON-NLS-1$
        long total = counts.stream().mapToLong(Long::longValue).sum();
        double rate = history.rate(new Series(Kind.ROW, name, 0));
        counters.add(new Counter(name, total, rate, each, ROWS.getOrDefault(name, ""))); //$NON-NLS-1$
    }

    private void events(AdapterCounts events, InterruptHistory history) {
        for (int i = 0; i < events.subclasses().size(); i++) {
            AdapterCounts.Subclass subclass = events.subclasses().get(i);
            if (subclass.raised() > 0 || subclass.dropped() > 0) {
                double raised = history.rate(new Series(Kind.RAISED, "", i)); //$NON-NLS-1$
                double dropped = history.rate(new Series(Kind.DROPPED, "", i)); //$NON-NLS-1$
                counters.add(new Counter(
                        NLS.bind(Messages.Counter_Raised, i),
                        subclass.raised(),
                        raised,
                        "", //$NON-NLS-1$
                        Messages.Counter_RaisedHint));
                counters.add(new Counter(
                        NLS.bind(Messages.Counter_Dropped, i),
                        subclass.dropped(),
                        dropped,
                        "", //$NON-NLS-1$
                        Messages.Counter_DroppedHint));
            }
        }
    }

    private void measured(FunctionSnapshot function) {
        function.linux()
                .flatMap(linux -> Value.from(linux.measurement()))
                .map(measurement -> measurement.orElse(null))
                .map(measurement -> {
                    if (measurement != null && measurement.block().wasUpdated()) {
                        measured(function, measurement.block());
                    }
                    return true;
                });
    }

    private void measured(FunctionSnapshot function, MeasurementBlock block) {
        MeasurementRates rates = function.rates().orElse(null);
        String name = VectorTexts.name(function);
        add(Messages.Counter_Loads, name, block.loads(), rates == null ? -1 : rates.loads());
        add(Messages.Counter_Stores, name, block.stores(), rates == null ? -1 : rates.stores());
        add(Messages.Counter_Blocks, name, block.storeBlocks(), rates == null ? -1 : rates.storeBlocks());
        add(Messages.Counter_Refreshes, name, block.refreshes(), rates == null ? -1 : rates.refreshes());
    }

    private void add(String what, String name, long count, double rate) {
        counters.add(new Counter(NLS.bind(what, name), count, rate, "", Messages.Counter_MeasuredHint)); //$NON-NLS-1$
    }

    @Override
    public int size() {
        return counters.size();
    }

    @Override
    public String text(int row, int column) {
        Counter counter = counters.get(row);
        return switch (column) {
            case 0 -> counter.name();
            case 1 -> Numbers.count(counter.count());
            case 2 -> counter.rate() < 0 ? Messages.Cell_Unknown : Numbers.rate(counter.rate());
            case 3 -> counter.cpus();
            default -> counter.meaning();
        };
    }

    @Override
    public boolean isKnown(int row, int column) {
        return column != 2 || counters.get(row).rate() >= 0;
    }

    @Override
    public String toolTip(int row, int column) {
        if (!isKnown(row, column)) {
            return Messages.Interrupt_NoRate;
        }
        return column > 2 ? text(row, column) : null;
    }

    /** The counters with their plain values. */
    RowsExport export() {
        return new RowsExport(
                List.of("counter", "count", "rate", "cpus"), //$NON-NLS-1$ //$NON-NLS-2$ //$NON-NLS-3$ //$NON-NLS-4$
                size(),
                row -> Arrays.asList(
                        counters.get(row).name(),
                        counters.get(row).count(),
                        counters.get(row).rate() < 0
                                ? null
                                : (Object) counters.get(row).rate(),
                        counters.get(row).cpus()));
    }
}
