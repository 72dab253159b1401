package org.zpcidebug.ui.interrupts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.inspect.AdapterCounts;
import org.zpcidebug.inspect.FunctionGates;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.InterruptHistory;
import org.zpcidebug.inspect.InterruptHistory.Kind;
import org.zpcidebug.inspect.InterruptHistory.Series;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.linux.InterruptCounts;
import org.zpcidebug.ui.views.RowTable;
import org.zpcidebug.ui.views.RowsExport;
import org.zpcidebug.zpci.InterruptGate;
import org.zpcidebug.zpci.InterruptRegistration;

/** The texts of the table of subclasses and functions. */
final class InterruptTexts implements RowTable.Rows {

    private static final String FLOATING = "PCF"; //$NON-NLS-1$
    private static final String COLUMN_NAMES =
            "isc,fid,target,gates,count,rate,raised,dropped,summary,indicators,noi,aibv,aibvo,aisb,aisbo"; //$NON-NLS-1$
    private static final List<String> NAMES = List.of(COLUMN_NAMES.split(",")); //$NON-NLS-1$

    private final GuestSnapshot snapshot;
    private final InterruptHistory history;
    private final List<InterruptRow> rows;

    /** The texts of a snapshot, none for null. */
    InterruptTexts(GuestSnapshot snapshot, InterruptHistory history) {
        this.snapshot = snapshot;
        this.history = history;
        this.rows = snapshot == null ? List.of() : InterruptRow.of(snapshot);
    }

    /** The rows. */
    List<InterruptRow> rows() {
        return rows;
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public String text(int row, int column) {
        return value(rows.get(row), InterruptColumn.values()[column]).orElse(Messages.Cell_Unknown);
    }

    @Override
    public boolean isKnown(int row, int column) {
        return value(rows.get(row), InterruptColumn.values()[column]).isKnown();
    }

    @Override
    public boolean isMarked(int row) {
        InterruptRow shown = rows.get(row);
        return !shown.isSubclass() && shown.function().gates().sentence().isPresent();
    }

    @Override
    public String toolTip(int row, int column) {
        InterruptRow shown = rows.get(row);
        Value<String> value = value(shown, InterruptColumn.values()[column]);
        if (!value.isKnown()) {
            return value.reason().isEmpty() ? null : value.reason();
        }
        boolean isBlocked = !shown.isSubclass() && column == InterruptColumn.GATES.ordinal();
        return isBlocked ? shown.function().gates().sentence().orElse(null) : null;
    }

    private Value<String> value(InterruptRow row, InterruptColumn column) {
        return row.isSubclass() ? ofSubclass(row, column) : ofFunction(row, column);
    }

    private Value<String> ofSubclass(InterruptRow row, InterruptColumn column) {
        return switch (column) {
            case NAME ->
                Value.guest(
                        row.subclass() < 0
                                ? Messages.Interrupt_NoSubclass
                                : NLS.bind(Messages.Interrupt_Subclass, row.subclass()));
            case COUNT -> taken().map(Numbers::count);
            case RATE -> rate(new Series(Kind.ROW, FLOATING, 0));
            case RAISED -> events(row).map(events -> Numbers.count(events.raised()));
            case DROPPED -> events(row).map(events -> Numbers.count(events.dropped()));
            default -> Value.guest(""); //$NON-NLS-1$
        };
    }

    /** Linux counts the interruptions of all subclasses together: of one alone only when there is no other. */
    private Value<Long> taken() {
        boolean isOne = rows.stream()
                        .filter(row -> row.isSubclass() && row.subclass() >= 0)
                        .count()
                == 1;
        return isOne
                ? snapshot.interrupts()
                        .flatMap(reading -> Value.from(reading.rows()))
                        .flatMap(known -> known.containsKey(FLOATING)
                                ? Value.guest(known.get(FLOATING).stream()
                                        .mapToLong(Long::longValue)
                                        .sum())
                                : Value.unknown(Messages.Interrupt_NoRow))
                : Value.unknown(Messages.Interrupt_NotBySubclass);
    }

    private Value<AdapterCounts.Subclass> events(InterruptRow row) {
        return row.subclass() < 0
                ? Value.unknown("") //$NON-NLS-1$
                : snapshot.adapterEvents().map(counts -> counts.subclasses().get(row.subclass()));
    }

    private Value<String> rate(Series series) {
        double rate = history.rate(series);
        return rate < 0 ? Value.unknown(Messages.Interrupt_NoRate) : Value.guest(Numbers.rate(rate));
    }

    private Value<String> ofFunction(InterruptRow row, InterruptColumn column) {
        return switch (column) {
            case NAME -> Value.guest(NLS.bind(Messages.Interrupt_Function, VectorTexts.name(row.function())));
            case GATES -> Value.guest(gates(row.function().gates()));
            case COUNT -> count(row).map(Numbers::count);
            case RATE -> rate(new Series(Kind.FUNCTION, "", row.function().fid())); //$NON-NLS-1$
            case RAISED, DROPPED -> Value.guest(""); //$NON-NLS-1$
            case SUMMARY ->
                bits(row, row.bits() != null && row.bits().summary() ? Messages.Cell_Set : Messages.Cell_Clear);
            case INDICATORS -> bits(row, NLS.bind(Messages.Interrupt_Pending, row.pending()));
            case NOI -> registered(row, r -> Integer.toString(r.count()));
            case AIBV -> registered(row, r -> place(r.vector(), r.vectorOffset()));
            case AISB ->
                registered(row, r -> NLS.bind(Messages.Cell_Bit, Words.hex(r.summaryAddress()), r.summaryOffset()));
        };
    }

    private static String place(long address, int bit) {
        return bit == 0 ? Words.hex(address) : NLS.bind(Messages.Cell_Bit, Words.hex(address), bit);
    }

    /** Whether interrupts pass, in a few words. */
    static String gates(FunctionGates gates) {
        if (gates.blocking().isPresent()) {
            return NLS.bind(
                    Messages.Gates_Blocked, gates.blocking().get().kind().label());
        }
        List<String> shut = gates.gates().stream()
                .filter(InterruptGate::isShut)
                .map(gate -> gate.kind().label())
                .toList();
        if (!shut.isEmpty()) {
            return NLS.bind(Messages.Gates_Shut, String.join(", ", shut)); //$NON-NLS-1$
        }
        long unknown = gates.gates().stream()
                .filter(gate -> gate.state() == InterruptGate.State.UNKNOWN)
                .count();
        return unknown == 0 ? Messages.Gates_Open : NLS.bind(Messages.Gates_Unknown, unknown);
    }

    private static Value<Long> count(InterruptRow row) {
        Value<InterruptCounts> counts = row.function().interrupts().flatMap(f -> Value.from(f.counts()));
        return counts.map(InterruptCounts::sum);
    }

    private static Value<String> bits(InterruptRow row, String text) {
        if (row.bits() != null) {
            return Value.guest(text);
        }
        return row.function()
                .interrupts()
                .flatMap(interrupts -> Value.from(interrupts.bits()))
                .map(bits -> text);
    }

    private interface Text {
        String of(InterruptRegistration registration);
    }

    private static Value<String> registered(InterruptRow row, Text text) {
        if (row.registration() != null) {
            return Value.guest(text.of(row.registration()));
        }
        Value<?> known = row.function().registration();
        return Value.unknown(known.isKnown() ? Messages.Interrupt_NotRegistered : known.reason());
    }

    /** The row of a function or subclass; -1 when there is none. */
    int find(InterruptRow wanted) {
        for (int i = 0; i < rows.size(); i++) {
            InterruptRow row = rows.get(i);
            boolean isSame = row.isSubclass() == wanted.isSubclass()
                    && (row.isSubclass()
                            ? row.subclass() == wanted.subclass()
                            : row.function().fid() == wanted.function().fid());
            if (isSame) {
                return i;
            }
        }
        return -1;
    }

    /** The functions with their plain values, and the subclasses. */
    RowsExport export() {
        return new RowsExport(NAMES, rows.size(), index -> values(rows.get(index)));
    }

    private List<Object> values(InterruptRow row) {
        if (row.isSubclass()) {
            Object[] values = new Object[NAMES.size()];
            values[0] = row.subclass();
            values[NAMES.indexOf("count")] = taken().orElse(null); //$NON-NLS-1$
            values[NAMES.indexOf("raised")] = //$NON-NLS-1$
                    events(row).map(AdapterCounts.Subclass::raised).orElse(null);
            values[NAMES.indexOf("dropped")] = //$NON-NLS-1$
                    events(row).map(AdapterCounts.Subclass::dropped).orElse(null);
            return Arrays.asList(values);
        }
        InterruptRegistration registration = row.registration();
        double rate = history.rate(new Series(Kind.FUNCTION, "", row.function().fid())); //$NON-NLS-1$
        List<Object> values = new ArrayList<>();
        values.add(registration == null ? null : registration.subclass());
        values.add(Words.hex(row.function().fid()));
        values.add(row.function().target().orElse(null));
        values.add(gates(row.function().gates()));
        values.add(count(row).orElse(null));
        values.add(rate < 0 ? null : (Object) rate);
        values.add(null);
        values.add(null);
        values.add(row.bits() == null ? null : (Object) row.bits().summary());
        values.add(row.bits() == null ? null : (Object) row.pending());
        values.add(registration == null ? null : (Object) registration.count());
        values.add(registration == null ? null : Words.hex(registration.vector()));
        values.add(registration == null ? null : (Object) registration.vectorOffset());
        values.add(registration == null ? null : Words.hex(registration.summaryAddress()));
        values.add(registration == null ? null : (Object) registration.summaryOffset());
        return values;
    }
}
