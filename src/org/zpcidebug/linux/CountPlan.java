package org.zpcidebug.linux;

import java.util.Arrays;
import java.util.Collection;
import org.zpcidebug.s390.BigEndian;

/**
 * How to read the counters of many irqs at once: Linux takes the counters of each CPU from the same pages, one after the
 * other, so a few reads a CPU get them all. Immutable; several functions share one plan.
 */
@SuppressWarnings("nls")
final class CountPlan {

    /** Reading that many bytes in vain costs less than another read. */
    private static final int MAX_GAP = 512;

    private static final int MAX_SPAN = 64 * 1024;

    private final long[] starts;
    private final int[] lengths;
    private final int offset;

    private CountPlan(long[] starts, int[] lengths, int offset) {
        this.starts = starts;
        this.lengths = lengths;
        this.offset = offset;
    }

    /**
     * A plan for these counters.
     *
     * @param offset of the count in a counter, and 4 bytes long
     * @param counters as of {@link IrqDescription#counter}; 0 is none
     */
    static CountPlan of(int offset, Collection<long[]> counters) {
        long[] sorted = counters.stream()
                .flatMapToLong(Arrays::stream)
                .filter(c -> c != 0)
                .sorted()
                .toArray();
        long[] starts = new long[sorted.length];
        int[] lengths = new int[sorted.length];
        int last = -1;
        for (long counter : sorted) {
            long reach = last < 0 ? Long.MAX_VALUE : counter - starts[last];
            // Compared without overflow: the counters are sorted, and far apart they may differ by any number.
            if (reach >= 0 && reach <= MAX_SPAN - Integer.BYTES && reach <= lengths[last] + MAX_GAP) {
                lengths[last] = Math.max(lengths[last], (int) reach + Integer.BYTES);
            } else {
                last++;
                starts[last] = counter;
                lengths[last] = Integer.BYTES;
            }
        }
        return new CountPlan(Arrays.copyOf(starts, last + 1), Arrays.copyOf(lengths, last + 1), offset);
    }

    /** How many reads a CPU takes. */
    int spans() {
        return starts.length;
    }

    /** Asks for the counters of one CPU; gives the number of the first request. */
    int add(KernelMemory.Batch batch, long cpuOffset) {
        int first = -1;
        for (int i = 0; i < starts.length; i++) {
            int number = batch.add(starts[i] + offset + cpuOffset, lengths[i]);
            first = i == 0 ? number : first;
        }
        return first;
    }

    /** Where these counters are in what is read: the span in the upper half, the offset in the lower; -1 is none. */
    long[] places(long[] counters) {
        long[] places = new long[counters.length];
        for (int i = 0; i < counters.length; i++) {
            int found = Arrays.binarySearch(starts, counters[i]);
            int span = found >= 0 ? found : -found - 2;
            places[i] = counters[i] == 0 ? -1 : (long) span << Integer.SIZE | counters[i] - starts[span];
        }
        return places;
    }

    /**
     * Takes the counts of one CPU out of what was read; null is a span that could not be.
     *
     * @param first as of {@link #add}
     */
    BigEndian[] get(KernelMemory.Batch batch, int first) {
        BigEndian[] spans = new BigEndian[starts.length];
        for (int i = 0; i < spans.length; i++) {
            int number = first + i;
            spans[i] = Known.from(() -> batch.get(number)).orElse(null);
        }
        return spans;
    }

    /** Writes the counts at these places one after the other. */
    static void counts(BigEndian[] spans, long[] places, int[] into, int at) throws Problem {
        for (int i = 0; i < places.length; i++) {
            long place = places[i];
            if (place >= 0) {
                BigEndian span = spans[(int) (place >>> Integer.SIZE)];
                if (span == null) {
                    throw Problem.of("irq.changed");
                }
                into[at + i] = span.s32((int) place);
            }
        }
    }
}
