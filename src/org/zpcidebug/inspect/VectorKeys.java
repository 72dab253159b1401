package org.zpcidebug.inspect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import org.zpcidebug.inspect.VectorRows.Query;
import org.zpcidebug.linux.InterruptCounts;
import org.zpcidebug.linux.IrqDescription;
import org.zpcidebug.zpci.InterruptBits;
import org.zpcidebug.zpci.MsixEntry;

/** The numbers by which the rows of vectors are sorted: comparing longs is what makes sorting many of them quick. */
@SuppressWarnings("nls")
final class VectorKeys {

    private static final double RATE_UNIT = 1000;

    private final VectorRows rows;
    private final InterruptHistory history;
    private final Query query;

    VectorKeys(VectorRows rows, InterruptHistory history, Query query) {
        this.rows = rows;
        this.history = history;
        this.query = query;
    }

    /** A number for each row; -1 where it is not known. */
    long[] keys() {
        return switch (query.order()) {
            case HANDLER ->
                ranks(row -> irq(row).map(irq -> irq.handler().orElse("")).orElse(""));
            case ADDRESS ->
                ranks(row -> message(row)
                        .map(message -> String.format("%016x", message.address()))
                        .orElse(""));
            case RATE -> byFunction(this::rates);
            case CHANGED -> byFunction(history::sinceChanges);
            default -> {
                long[] keys = new long[rows.size()];
                for (int row = 0; row < keys.length; row++) {
                    keys[row] = key(row);
                }
                yield keys;
            }
        };
    }

    private long key(int row) {
        return switch (query.order()) {
            case IRQ -> irq(row).map(irq -> (long) irq.irq()).orElse(-1L);
            case DATA -> message(row).map(MsixEntry::data).orElse(-1L);
            case MASKED ->
                message(row).map(message -> message.masked() ? 1L : 0).orElse(-1L);
            case BIT -> bits(row).map(bits -> (long) rows.place(row)).orElse(-1L);
            case INDICATOR ->
                bits(row).map(bits -> bits.indicator(rows.vector(row)) ? 1L : 0).orElse(-1L);
            case COUNT ->
                counts(row).map(counts -> counts.total(rows.vector(row))).orElse(-1L);
            case CPU ->
                counts(row)
                        .map(counts -> query.cpu() < counts.cpus() ? counts.count(rows.vector(row), query.cpu()) : -1L)
                        .orElse(-1L);
            default -> row;
        };
    }

    private long[] rates(long fid) {
        return Arrays.stream(history.rates(fid))
                .mapToLong(rate -> Math.round(rate * RATE_UNIT))
                .toArray();
    }

    private long[] ranks(IntFunction<String> text) {
        String[] texts = new String[rows.size()];
        Arrays.setAll(texts, text);
        Map<String, Integer> ranks = new HashMap<>();
        new TreeSet<>(Arrays.asList(texts)).forEach(each -> ranks.put(each, ranks.size()));
        return Arrays.stream(texts).mapToLong(ranks::get).toArray();
    }

    /** The rows are not sorted yet: those of a function are side by side. */
    private long[] byFunction(LongFunction<long[]> numbers) {
        long[] keys = new long[rows.size()];
        FunctionSnapshot function = null;
        long[] known = {};
        for (int row = 0; row < keys.length; row++) {
            if (rows.snapshot(row) != function) {
                function = rows.snapshot(row);
                known = numbers.apply(function.fid());
            }
            int vector = rows.vector(row);
            keys[row] = vector < known.length ? known[vector] : -1;
        }
        return keys;
    }

    private Optional<IrqDescription> irq(int row) {
        return known(rows.irqOf(row));
    }

    private Optional<MsixEntry> message(int row) {
        return known(rows.messageOf(row));
    }

    private Optional<InterruptBits> bits(int row) {
        return Optional.ofNullable(rows.interrupts(row).bits().orElse(null));
    }

    private Optional<InterruptCounts> counts(int row) {
        return Optional.ofNullable(rows.interrupts(row).counts().orElse(null));
    }

    private static <T> Optional<T> known(Value<T> value) {
        return value.isKnown() ? Optional.of(value.value()) : Optional.empty();
    }
}
