package org.zpcidebug.inspect;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zpcidebug.linux.InterruptCounts;
import org.zpcidebug.linux.InterruptReading;

/**
 * What the counts of interrupts did while the guest was sampled: the last minute of each vector, and the counts of whole
 * functions, rows and subclasses at each of the last samples. For several threads.
 */
@SuppressWarnings("nls")
public final class InterruptHistory {

    /** How many samples are kept for charts: ten minutes at five samples a second. */
    public static final int MOST_SAMPLES = 3000;

    private static final double SECOND = 1e9;

    private final Map<Long, CountHistory> vectors = new HashMap<>();
    private final Map<Series, long[]> series = new LinkedHashMap<>();
    private final long[] nanos = new long[MOST_SAMPLES];
    private int samples;

    /** What is counted. */
    public enum Kind {
        /** A line of /proc/interrupts that all functions share. */
        ROW,
        /** All interrupts of a function, by its FID. */
        FUNCTION,
        /** Adapter interruptions of a subclass that QEMU raised, as trace events told. */
        RAISED,
        /** Of these, such that were dropped. */
        DROPPED
    }

    /**
     * A count that is followed.
     *
     * @param name of a row; empty for others
     * @param number FID or subclass; 0 for others
     */
    public record Series(Kind kind, String name, long number) {}

    /**
     * What one vector did.
     *
     * @param rate interrupts a second, of late
     * @param sinceChange nanoseconds from the last change that was seen to the last sample; -1 when none was
     * @param minute how many in each of the last seconds, the oldest first
     */
    public record Activity(double rate, long sinceChange, int[] minute) {

        static final Activity NONE = new Activity(0, -1, new int[CountHistory.SECONDS]);
    }

    /**
     * The last samples.
     *
     * @param nanos when they were taken, as of System.nanoTime, ascending
     * @param counts a count for each sample; -1 where there was none
     */
    public record Timeline(long[] nanos, Map<Series, long[]> counts) {}

    /** Takes a sample. One whose counts were not read anew is not taken. */
    synchronized void sample(List<FunctionSnapshot> functions, Value<InterruptReading> reading, AdapterCounts events) {
        long now = reading.map(InterruptReading::nanos).orElse(0L);
        if (!reading.isKnown() || samples > 0 && now <= nanos[(samples - 1) % MOST_SAMPLES]) {
            return;
        }
        Map<Series, Long> counts = new LinkedHashMap<>();
        for (FunctionSnapshot function : functions) {
            InterruptCounts known =
                    function.interrupts().flatMap(f -> Value.from(f.counts())).orElse(null);
            if (known != null) {
                counts.put(new Series(Kind.FUNCTION, "", function.fid()), vectors(function.fid(), now, known));
            }
        }
        vectors.keySet().retainAll(functions.stream().map(FunctionSnapshot::fid).toList());
        reading.value()
                .rows()
                .orElse(Map.of())
                .forEach((name, row) -> counts.put(
                        new Series(Kind.ROW, name, 0),
                        row.stream().mapToLong(Long::longValue).sum()));
        for (int i = 0; events != null && i < events.subclasses().size(); i++) {
            AdapterCounts.Subclass subclass = events.subclasses().get(i);
            if (subclass.raised() > 0) {
                counts.put(new Series(Kind.RAISED, "", i), subclass.raised());
                counts.put(new Series(Kind.DROPPED, "", i), subclass.dropped());
            }
        }
        add(now, counts);
    }

    private long vectors(long fid, long now, InterruptCounts counts) {
        CountHistory history = vectors.get(fid);
        if (history == null || history.counters() != counts.interrupts()) {
            history = new CountHistory(counts.interrupts());
            vectors.put(fid, history);
        }
        long[] total = {0};
        history.sample(now, i -> {
            long count = counts.total(i);
            total[0] += count;
            return count;
        });
        return total[0];
    }

    private void add(long now, Map<Series, Long> counts) {
        int at = samples % MOST_SAMPLES;
        counts.forEach((key, count) -> series.computeIfAbsent(key, k -> {
            long[] none = new long[MOST_SAMPLES];
            Arrays.fill(none, -1);
            return none;
        }));
        nanos[at] = now;
        samples++;
        series.forEach((key, ring) -> ring[at] = counts.getOrDefault(key, -1L));
        if (at == 0) {
            series.values().removeIf(ring -> Arrays.stream(ring).allMatch(count -> count < 0));
        }
    }

    /** What a vector did. */
    public synchronized Activity activity(long fid, int vector) {
        CountHistory history = vectors.get(fid);
        return history == null || vector >= history.counters()
                ? Activity.NONE
                : new Activity(history.rate(vector), history.sinceChange(vector), history.minute(vector));
    }

    /** The rates of all vectors of a function; empty when there are none. */
    public synchronized double[] rates(long fid) {
        CountHistory history = vectors.get(fid);
        double[] rates = new double[history == null ? 0 : history.counters()];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = history.rate(i);
        }
        return rates;
    }

    /** Nanoseconds since the last change of all vectors of a function, -1 for none. */
    public synchronized long[] sinceChanges(long fid) {
        CountHistory history = vectors.get(fid);
        long[] since = new long[history == null ? 0 : history.counters()];
        for (int i = 0; i < since.length; i++) {
            since[i] = history.sinceChange(i);
        }
        return since;
    }

    /**
     * How fast a count went up, a second: between the last two samples, or over the last second when there were more in
     * it; -1 when that is not known.
     */
    public synchronized double rate(Series of) {
        long[] ring = series.get(of);
        if (ring == null || samples < 2) {
            return -1;
        }
        int last = (samples - 1) % MOST_SAMPLES;
        int first = samples - 2;
        while (first > Math.max(0, samples - MOST_SAMPLES)
                && nanos[last] - nanos[first % MOST_SAMPLES] < SECOND
                && ring[(first - 1) % MOST_SAMPLES] >= 0) {
            first--;
        }
        int before = first % MOST_SAMPLES;
        boolean isKnown = ring[before] >= 0 && ring[last] >= ring[before];
        return isKnown ? (ring[last] - ring[before]) * SECOND / (nanos[last] - nanos[before]) : -1;
    }

    /** The last samples. */
    public synchronized Timeline timeline() {
        int count = Math.min(samples, MOST_SAMPLES);
        int first = samples - count;
        Map<Series, long[]> copies = new LinkedHashMap<>();
        series.forEach((key, ring) -> copies.put(key, unrolled(ring, first, count)));
        return new Timeline(unrolled(nanos, first, count), copies);
    }

    private static long[] unrolled(long[] ring, int first, int count) {
        long[] straight = new long[count];
        for (int i = 0; i < count; i++) {
            straight[i] = ring[(first + i) % MOST_SAMPLES];
        }
        return straight;
    }
}
