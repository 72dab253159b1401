package org.zpcidebug.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.zpcidebug.inspect.InterruptHistory.Activity;
import org.zpcidebug.intercept.ProbedFunction;
import org.zpcidebug.linux.FunctionInterrupts;
import org.zpcidebug.linux.InterruptCounts;
import org.zpcidebug.linux.IrqDescription;
import org.zpcidebug.linux.Known;
import org.zpcidebug.zpci.InterruptBits;
import org.zpcidebug.zpci.MsixEntry;

/**
 * The MSI-X vectors of one function or all, filtered and sorted. Made for hundreds of thousands of them: a row is a
 * number, and what it tells is looked up when somebody sees it. Immutable, but for rates, which are always the newest.
 */
@SuppressWarnings("nls")
public final class VectorRows {

    /** By what rows can be sorted. */
    public enum Order {
        /** Function and number. */
        VECTOR,
        IRQ,
        HANDLER,
        ADDRESS,
        DATA,
        MASKED,
        BIT,
        INDICATOR,
        COUNT,
        RATE,
        CHANGED,
        /** The count of one CPU. */
        CPU
    }

    /**
     * What is asked for.
     *
     * @param fid of the function; null for all
     * @param unused whether vectors without an irq are wanted, too
     * @param words all of which have to occur in a row: FID, target, vector, irq, handler, message
     * @param cpu which one, for {@link Order#CPU}
     */
    public record Query(Long fid, boolean unused, String words, Order order, int cpu, boolean descending) {

        /** All vectors of all functions that have an irq. */
        public static final Query ALL = new Query(null, false, "", Order.VECTOR, 0, false);

        /** The same of one function, null for all. */
        public Query of(Long function) {
            return new Query(function, unused, words, order, cpu, descending);
        }

        /** The same with unused vectors or without. */
        public Query unused(boolean wanted) {
            return new Query(fid, wanted, words, order, cpu, descending);
        }

        /** The same, filtered. */
        public Query filter(String text) {
            return new Query(fid, unused, text.strip().toLowerCase(Locale.ROOT), order, cpu, descending);
        }

        /** The same, sorted; by what it is sorted already, the other way round. */
        public Query sort(Order by, int number) {
            boolean same = by == order && number == cpu;
            return new Query(fid, unused, words, by, number, same && !descending);
        }
    }

    private static final int VECTOR_BITS = 12;
    private static final int MAX_ROWS = 1 << 20;
    private static final int ROW_BITS = 20;
    private static final long MAX_KEY = 1L << 62 - ROW_BITS;

    private final List<FunctionSnapshot> functions;
    private final List<FunctionInterrupts> interrupts;
    private final List<String> reasons;
    private final int[] rows;
    private final int all;
    private final InterruptHistory history;

    private VectorRows(
            List<FunctionSnapshot> functions,
            List<String> reasons,
            InterruptHistory history,
            Query query,
            Matches matches) {
        this.functions = functions;
        this.interrupts = functions.stream().map(f -> f.interrupts().value()).toList();
        this.reasons = List.copyOf(reasons);
        this.history = history;
        int[] chosen = new int
                [Math.min(
                        MAX_ROWS,
                        interrupts.stream().mapToInt(VectorRows::vectors).sum())];
        int count = 0;
        int total = 0;
        for (int f = 0; f < interrupts.size(); f++) {
            FunctionInterrupts function = interrupts.get(f);
            boolean[] found = matches.of(functions.get(f), query.words());
            for (int v = 0; v < vectors(function); v++) {
                total++;
                boolean isShown = (query.unused() || isUsed(function, v)) && (found == null || found[v]);
                if (isShown && count < chosen.length) {
                    chosen[count] = f << VECTOR_BITS | v;
                    count++;
                }
            }
        }
        all = total;
        rows = Arrays.copyOf(chosen, count);
        sort(query);
    }

    /** The vectors of a snapshot. */
    public static VectorRows of(GuestSnapshot snapshot, InterruptHistory history, Query query, Matches matches) {
        List<FunctionSnapshot> functions = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (FunctionSnapshot function : snapshot.functions()) {
            if (query.fid() == null || query.fid() == function.fid()) {
                if (function.interrupts().isKnown()) {
                    functions.add(function);
                } else {
                    reasons.add(Words.of(
                            "vectors.none",
                            name(function),
                            function.interrupts().reason()));
                }
            }
        }
        return new VectorRows(functions, reasons, history, query, matches);
    }

    /** Which rows have the words that are looked for; worked out anew only when irqs changed. Not for several threads. */
    public static final class Matches {

        private final Map<Long, Found> found = new HashMap<>();

        private record Found(String words, Object irqs, boolean[] rows) {}

        private boolean[] of(FunctionSnapshot function, String words) {
            if (words.isEmpty()) {
                return null;
            }
            FunctionInterrupts interrupts = function.interrupts().value();
            int size = vectors(interrupts);
            Found old = found.get(function.fid());
            Object irqs = interrupts.irqs().orElse(null);
            if (old == null || !old.words.equals(words) || old.irqs != irqs || old.rows.length != size) {
                boolean[] rows = new boolean[size];
                for (int v = 0; v < size; v++) {
                    rows[v] = matches(function, interrupts, v, words.split(" +"));
                }
                old = new Found(words, irqs, rows);
                found.put(function.fid(), old);
            }
            return old.rows;
        }

        private static boolean matches(
                FunctionSnapshot function, FunctionInterrupts interrupts, int vector, String[] words) {
            StringBuilder text = new StringBuilder(name(function)).append(' ').append(vector);
            irq(interrupts, vector).ifPresent(irq -> {
                text.append(' ')
                        .append(irq.irq())
                        .append(' ')
                        .append(irq.handler().orElse(""));
                MsixEntry message = irq.message().orElse(null);
                if (message != null) {
                    text.append(' ')
                            .append(Words.hex(message.address()))
                            .append(' ')
                            .append(Words.hex(message.data()));
                }
            });
            String row = text.toString().toLowerCase(Locale.ROOT);
            return Arrays.stream(words).allMatch(row::contains);
        }
    }

    private static String name(FunctionSnapshot function) {
        String target = function.target().orElse("");
        return target.isEmpty() ? Words.hex(function.fid()) : Words.hex(function.fid()) + " " + target;
    }

    private static int vectors(FunctionInterrupts interrupts) {
        int count = interrupts.irqs().isKnown()
                ? interrupts.irqs().value().size()
                : interrupts.bits().map(bits -> bits.registration().count()).orElse(0);
        return Math.min(count, 1 << VECTOR_BITS);
    }

    private static boolean isUsed(FunctionInterrupts interrupts, int vector) {
        return !interrupts.irqs().isKnown()
                || interrupts.irqs().value().get(vector).isPresent();
    }

    private static Optional<IrqDescription> irq(FunctionInterrupts interrupts, int vector) {
        return interrupts.irqs().isKnown() ? interrupts.irqs().value().get(vector) : Optional.empty();
    }

    private void sort(Query query) {
        if (query.order() == Order.VECTOR && !query.descending()) {
            return;
        }
        long[] keys = new VectorKeys(this, history, query).keys();
        long[] packed = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            long key = Math.max(0, Math.min(MAX_KEY, keys[i] + 1));
            packed[i] = (query.descending() ? MAX_KEY - key : key) << ROW_BITS | i;
        }
        Arrays.sort(packed);
        int[] before = rows.clone();
        for (int i = 0; i < rows.length; i++) {
            rows[i] = before[(int) packed[i] & MAX_ROWS - 1];
        }
    }

    /** How many rows there are. */
    public int size() {
        return rows.length;
    }

    /** How many vectors there are, the hidden ones included. */
    public int all() {
        return all;
    }

    /** Why functions have no rows, in words. */
    public List<String> reasons() {
        return reasons;
    }

    private int function(int row) {
        return rows[row] >> VECTOR_BITS;
    }

    /** Ascends with the functions, and in each with the vectors. */
    int place(int row) {
        return rows[row];
    }

    /** The function of a row. */
    public FunctionSnapshot snapshot(int row) {
        return functions.get(function(row));
    }

    /** The vector's number. */
    public int vector(int row) {
        return rows[row] & (1 << VECTOR_BITS) - 1;
    }

    /** What the guest has of that function's interrupts. */
    public FunctionInterrupts interrupts(int row) {
        return interrupts.get(function(row));
    }

    /** The irq of a row, or why there is none. */
    public Value<IrqDescription> irqOf(int row) {
        Known<List<Optional<IrqDescription>>> irqs = interrupts(row).irqs();
        return irqs.isKnown()
                ? irq(interrupts(row), vector(row))
                        .map(Value::guest)
                        .orElseGet(() -> Value.unknown(Words.of("vectors.noIrq")))
                : Value.unknown(irqs.problem());
    }

    /** What the driver called the irq. */
    public Value<String> handler(int row) {
        return irqOf(row).flatMap(irq -> Value.from(irq.handler()));
    }

    /** The message that the guest wrote to the MSI-X table, as it remembers it, or else what a probe found there. */
    public Value<MsixEntry> messageOf(int row) {
        Value<MsixEntry> message = irqOf(row).flatMap(irq -> Value.from(irq.message()));
        return message.isKnown() ? message : probed(row, ProbedFunction::msix);
    }

    private <T> Value<T> probed(int row, Function<ProbedFunction, Known<List<T>>> table) {
        return snapshot(row).probe().flatMap(probe -> {
            Known<List<T>> known = table.apply(probe.answers());
            if (!known.isKnown()) {
                return Value.unknown(known.problem());
            }
            int vector = vector(row);
            return vector < known.value().size()
                    ? Value.probe(known.value().get(vector))
                    : Value.unknown(Words.of("vectors.noEntry"));
        });
    }

    /** Whether a message waits in the device because the vector is masked. */
    public Value<Boolean> pending(int row) {
        return probed(row, ProbedFunction::pending);
    }

    /** A sample of the function's bits. */
    public Value<InterruptBits> bitsOf(int row) {
        return Value.from(interrupts(row).bits());
    }

    /** The counts of the function's vectors; unknown for a vector without an irq. */
    public Value<InterruptCounts> countsOf(int row) {
        boolean isCounted = isUsed(interrupts(row), vector(row));
        return isCounted ? Value.from(interrupts(row).counts()) : Value.unknown(Words.of("vectors.noIrq"));
    }

    /** What the vector did of late. */
    public Activity activity(int row) {
        return history.activity(snapshot(row).fid(), vector(row));
    }

    /** The row of a vector; -1 when it is not shown. */
    public int find(long fid, int vector) {
        for (int row = 0; row < rows.length; row++) {
            if (vector(row) == vector && snapshot(row).fid() == fid) {
                return row;
            }
        }
        return -1;
    }
}
