package org.zpcidebug.ui.interrupts;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.InterruptHistory.Activity;
import org.zpcidebug.inspect.Source;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.inspect.VectorRows;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.linux.InterruptCounts;
import org.zpcidebug.ui.views.RowTable;
import org.zpcidebug.ui.views.RowsExport;
import org.zpcidebug.ui.views.Sparkline;
import org.zpcidebug.zpci.InterruptBits;
import org.zpcidebug.zpci.InterruptRegistration;

/** The texts of the table of vectors. */
final class VectorTexts implements RowTable.Rows {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault()); //$NON-NLS-1$
    private static final int BAR_SECONDS = 5;
    private static final VectorColumn[] COLUMNS = VectorColumn.values();
    private static final String COLUMN_NAMES =
            "fid,target,vector,irq,handler,count,rate,indicator,bitAddress,bit,address,data,masked"; //$NON-NLS-1$
    private static final List<String> NAMES = List.of(COLUMN_NAMES.split(",")); //$NON-NLS-1$

    private final VectorRows rows;
    private final List<Integer> cpus;

    /** The texts of these rows, none for null. */
    VectorTexts(VectorRows rows, List<Integer> cpus) {
        this.rows = rows;
        this.cpus = cpus;
    }

    /** The rows; null for none. */
    VectorRows rows() {
        return rows;
    }

    @Override
    public int size() {
        return rows == null ? 0 : rows.size();
    }

    @Override
    public String text(int row, int column) {
        Value<String> text = value(row, column);
        return text.isKnown() ? text.value() : absence(row, column);
    }

    /** The reason of a cell is told by its tool tip; most cells of a column share it. */
    private String absence(int row, int column) {
        boolean noIrq =
                rows.interrupts(row).irqs().isKnown() && !rows.irqOf(row).isKnown();
        return !noIrq && isProbed(column) ? Messages.Cell_NeedsProbe : Messages.Cell_Unknown;
    }

    private static boolean isProbed(int column) {
        return column < COLUMNS.length
                && switch (COLUMNS[column]) {
                    case ADDRESS, DATA, MASKED, PENDING -> true;
                    default -> false;
                };
    }

    @Override
    public boolean isKnown(int row, int column) {
        return value(row, column).isKnown();
    }

    @Override
    public String toolTip(int row, int column) {
        Value<String> value = value(row, column);
        if (!value.isKnown()) {
            return value.reason();
        }
        if (column < COLUMNS.length && COLUMNS[column] == VectorColumn.MINUTE) {
            return minute(row);
        }
        return value.source() == Source.PROBE ? probed(row) : null;
    }

    private String probed(int row) {
        Instant taken = rows.snapshot(row).probe().value().taken();
        return NLS.bind(Messages.Cell_Probed, CLOCK.format(taken));
    }

    private String minute(int row) {
        int[] minute = rows.activity(row).minute();
        int highest = 0;
        long total = 0;
        for (int count : minute) {
            highest = Math.max(highest, count);
            total += count;
        }
        return NLS.bind(Messages.Minute_Hint, Numbers.count(total), Numbers.count(highest));
    }

    private Value<String> value(int row, int column) {
        if (column >= COLUMNS.length) {
            int cpu = column - COLUMNS.length;
            return rows.countsOf(row)
                    .flatMap(counts -> cpu < counts.cpus()
                            ? Value.guest(Numbers.count(counts.count(rows.vector(row), cpu)))
                            : Value.unknown(Messages.Cell_NoCpu));
        }
        return switch (COLUMNS[column]) {
            case FUNCTION -> Value.guest(name(rows.snapshot(row)));
            case VECTOR -> Value.guest(Integer.toString(rows.vector(row)));
            case IRQ -> rows.irqOf(row).map(irq -> Integer.toString(irq.irq()));
            case HANDLER -> rows.handler(row).map(name -> name.isEmpty() ? Messages.Cell_NoHandler : name);
            case COUNT -> count(row).map(Numbers::count);
            case RATE -> rate(row).map(Numbers::rate);
            case MINUTE -> Value.guest(Sparkline.of(rows.activity(row).minute(), BAR_SECONDS));
            case CHANGED -> count(row).map(c -> Numbers.ago(rows.activity(row).sinceChange()));
            case INDICATOR -> indicator(row).map(set -> set ? Messages.Cell_Set : Messages.Cell_Clear);
            case BIT -> rows.bitsOf(row).map(bits -> bit(bits, rows.vector(row)));
            case ADDRESS -> rows.messageOf(row).map(message -> Words.hex(message.address()));
            case DATA -> rows.messageOf(row).map(message -> Words.hex(message.data()));
            case MASKED -> rows.messageOf(row).map(message -> yes(message.masked()));
            case PENDING -> rows.pending(row).map(VectorTexts::yes);
        };
    }

    /** A function's name for a person: its FID and what QEMU calls the device. */
    static String name(FunctionSnapshot function) {
        String fid = Words.hex(function.fid());
        String target = function.target().orElse(""); //$NON-NLS-1$
        return target.isEmpty() ? fid : NLS.bind(Messages.Cell_Function, fid, target);
    }

    private static String yes(boolean flag) {
        return flag ? Messages.Cell_Yes : Messages.Cell_No;
    }

    private Value<Long> count(int row) {
        Value<InterruptCounts> counts = rows.countsOf(row);
        return counts.map(known -> known.total(rows.vector(row)));
    }

    private Value<Double> rate(int row) {
        Activity activity = rows.activity(row);
        return count(row).map(count -> activity.rate());
    }

    private Value<Boolean> indicator(int row) {
        return rows.bitsOf(row).map(bits -> bits.indicator(rows.vector(row)));
    }

    private static String bit(InterruptBits bits, int vector) {
        InterruptRegistration registration = bits.registration();
        String address = Words.hex(registration.indicatorByte(vector));
        return NLS.bind(Messages.Cell_Bit, address, bitNumber(registration, vector));
    }

    private static int bitNumber(InterruptRegistration registration, int vector) {
        return (registration.vectorOffset() + vector) % Byte.SIZE;
    }

    /** The same rows with their plain values. */
    RowsExport export() {
        List<String> names = new ArrayList<>(NAMES);
        cpus.forEach(cpu -> names.add("cpu" + cpu)); //$NON-NLS-1$
        return new RowsExport(names, size(), this::values);
    }

    private List<Object> values(int row) {
        int vector = rows.vector(row);
        List<Object> values = new ArrayList<>();
        values.add(Words.hex(rows.snapshot(row).fid()));
        values.add(rows.snapshot(row).target().orElse(null));
        values.add(vector);
        values.add(rows.irqOf(row).map(irq -> irq.irq()).orElse(null));
        values.add(rows.handler(row).orElse(null));
        values.add(count(row).orElse(null));
        values.add(rate(row).orElse(null));
        values.add(indicator(row).orElse(null));
        Value<InterruptRegistration> registration = rows.bitsOf(row).map(InterruptBits::registration);
        values.add(registration.map(r -> Words.hex(r.indicatorByte(vector))).orElse(null));
        values.add(registration.map(r -> bitNumber(r, vector)).orElse(null));
        values.add(rows.messageOf(row).map(m -> Words.hex(m.address())).orElse(null));
        values.add(rows.messageOf(row).map(m -> m.data()).orElse(null));
        values.add(rows.messageOf(row).map(m -> m.masked()).orElse(null));
        for (int cpu = 0; cpu < cpus.size(); cpu++) {
            int index = cpu;
            values.add(rows.countsOf(row)
                    .map(counts -> index < counts.cpus() ? (Long) counts.count(vector, index) : null)
                    .orElse(null));
        }
        return values;
    }
}
