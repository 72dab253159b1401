package org.zpcidebug.ui.interrupts;

/**
 * The part of time that a chart shows. Immutable.
 *
 * @param length nanoseconds
 * @param end the time at the right edge, as of System.nanoTime; null to stay with the newest
 */
record ChartWindow(long length, Long end) {

    /** The last minute. */
    static final ChartWindow MINUTE = new ChartWindow(60_000_000_000L, null);

    private static final long SHORTEST = 2_000_000_000L;
    private static final long LONGEST = 3_600_000_000_000L;

    /** The time at the right edge, when that is the newest. */
    long right(long newest) {
        return end == null ? newest : end;
    }

    /** The time at the left edge. */
    long left(long newest) {
        return right(newest) - length;
    }

    /** Half or twice as long, around the time that is at a share of the width; the newest stays at the edge. */
    ChartWindow zoomed(boolean nearer, double share, long newest) {
        long longer = Math.max(SHORTEST, Math.min(LONGEST, nearer ? length / 2 : length * 2));
        if (end == null) {
            return new ChartWindow(longer, null);
        }
        long kept = left(newest) + (long) (share * length);
        return new ChartWindow(longer, Math.min(newest, kept + (long) ((1 - share) * longer)));
    }

    /** Earlier or later by a share of its length; at the newest it stays there. */
    ChartWindow moved(double share, long newest) {
        long moved = right(newest) + (long) (share * length);
        return new ChartWindow(length, moved >= newest ? null : moved);
    }

    /** All of that time. */
    static ChartWindow whole(long first, long last) {
        return new ChartWindow(Math.max(SHORTEST, Math.min(LONGEST, last - first)), null);
    }
}
