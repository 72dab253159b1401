package org.zpcidebug.inspect;

import java.util.Arrays;

/**
 * What a fixed number of counters did over the last minute: rates, times of the last change, and a ring of seconds for
 * sparklines. Costs a few nanoseconds for a counter that stands still, and memory only for those that ever moved. Not for
 * several threads.
 */
public final class CountHistory {

    /** How many seconds are kept. */
    public static final int SECONDS = 60;

    private static final long SECOND = 1_000_000_000L;
    private static final long UNSET = Long.MIN_VALUE;
    private static final int[] STILL = new int[SECONDS];

    private final long[] counts;
    private final long[] changed;
    private final double[] rates;
    private long[] older;
    private long[] newer;
    private long olderAt;
    private long newerAt;
    private final int[][] rings;
    private long began = UNSET;
    private long latest;

    /** @param counters how many counters there are */
    public CountHistory(int counters) {
        counts = new long[counters];
        changed = new long[counters];
        rates = new double[counters];
        older = new long[counters];
        newer = new long[counters];
        rings = new int[counters][];
        Arrays.fill(changed, UNSET);
    }

    /** How many counters there are. */
    public int counters() {
        return counts.length;
    }

    /** Gives the counters one after the other. */
    @FunctionalInterface
    public interface Counts {
        /** The count of a counter. */
        long count(int counter);
    }

    /**
     * Takes a sample.
     *
     * @param nanos when, as of System.nanoTime; never before the last one
     * @param sample the counts; one that went down began anew and shows no rate this time
     */
    public void sample(long nanos, Counts sample) {
        boolean isFirst = began == UNSET;
        if (isFirst) {
            began = nanos;
        } else if (nanos <= latest) {
            return;
        }
        long oldSecond = second(latest);
        boolean isTurn = isFirst || nanos - newerAt >= SECOND;
        if (isTurn) {
            turn(nanos);
        }
        double elapsed = (double) (nanos - olderAt) / SECOND;
        for (int i = 0; i < counts.length; i++) {
            long count = sample.count(i);
            long delta = count - counts[i];
            if (!isFirst && delta != 0) {
                changed[i] = nanos;
            }
            boolean moved = !isFirst && delta > 0;
            if (isTurn) {
                newer[i] = count;
            }
            older[i] = isFirst ? count : Math.min(older[i], count);
            rates[i] = isFirst ? 0 : (count - older[i]) / elapsed;
            counts[i] = count;
            if (moved && rings[i] == null) {
                rings[i] = new int[SECONDS];
            }
            if (rings[i] != null) {
                advance(rings[i], oldSecond, second(nanos));
                rings[i][(int) (second(nanos) % SECONDS)] += moved ? (int) Math.min(delta, Integer.MAX_VALUE / 2) : 0;
            }
        }
        latest = nanos;
    }

    /** What rates are counted from moves on: to the last sample if that is a second ago, or else a second. */
    private void turn(long nanos) {
        boolean isFirst = began == nanos;
        boolean isLongAgo = isFirst || nanos - latest >= SECOND;
        long[] free = older;
        older = newer;
        newer = free;
        olderAt = isLongAgo ? latest : newerAt;
        if (isFirst) {
            olderAt = nanos;
        }
        newerAt = nanos;
        if (isLongAgo) {
            System.arraycopy(counts, 0, older, 0, counts.length);
        }
    }

    private long second(long nanos) {
        return began == UNSET ? 0 : Math.max(0, nanos - began) / SECOND;
    }

    private static void advance(int[] ring, long from, long to) {
        for (long second = Math.max(from, to - SECONDS) + 1; second <= to; second++) {
            ring[(int) (second % SECONDS)] = 0;
        }
    }

    /** Counts a second, over the time between the last two samples, but at least the last second when there was one. */
    public double rate(int counter) {
        return rates[counter];
    }

    /** Nanoseconds from the last change that was seen to the last sample; -1 when none was. */
    public long sinceChange(int counter) {
        return changed[counter] == UNSET ? -1 : latest - changed[counter];
    }

    /** How far it went in each of the last seconds, the oldest first, the one that is going on last. */
    public int[] minute(int counter) {
        int[] ring = rings[counter] == null ? STILL : rings[counter];
        int[] minute = new int[SECONDS];
        for (int i = 0; i < SECONDS; i++) {
            minute[i] = ring[(int) ((second(latest) + 1 + i) % SECONDS)];
        }
        return minute;
    }
}
