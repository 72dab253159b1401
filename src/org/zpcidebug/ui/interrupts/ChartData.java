package org.zpcidebug.ui.interrupts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.zpcidebug.inspect.InterruptHistory.Series;
import org.zpcidebug.inspect.InterruptHistory.Timeline;

/**
 * Rates over time.
 *
 * @param nanos when each rate was measured, as of System.nanoTime, ascending: at the end of the time it is about
 * @param lines what is shown
 */
record ChartData(long[] nanos, List<Line> lines) {

    /** Nothing. */
    static final ChartData NONE = new ChartData(new long[0], List.of());

    private static final double SECOND = 1e9;

    /**
     * One line.
     *
     * @param rates a second, for each time; not a number where it is not known
     */
    record Line(Series series, double[] rates) {}

    /** The rates between the samples of a timeline. */
    static ChartData of(Timeline timeline) {
        int count = Math.max(0, timeline.nanos().length - 1);
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            nanos[i] = timeline.nanos()[i + 1];
        }
        List<Line> lines = new ArrayList<>();
        for (Map.Entry<Series, long[]> entry : timeline.counts().entrySet()) {
            lines.add(new Line(entry.getKey(), rates(timeline.nanos(), entry.getValue())));
        }
        return new ChartData(nanos, lines);
    }

    private static double[] rates(long[] nanos, long[] counts) {
        double[] rates = new double[Math.max(0, counts.length - 1)];
        for (int i = 0; i < rates.length; i++) {
            boolean isKnown = counts[i] >= 0 && counts[i + 1] >= counts[i];
            rates[i] = isKnown ? (counts[i + 1] - counts[i]) * SECOND / (nanos[i + 1] - nanos[i]) : Double.NaN;
        }
        return rates;
    }

    /** The number of the time that is nearest; -1 when there is none. */
    int nearest(long time) {
        if (nanos.length == 0) {
            return -1;
        }
        int found = Arrays.binarySearch(nanos, time);
        int next = found >= 0 ? found : -found - 1;
        if (next == 0) {
            return 0;
        }
        boolean isBefore = next == nanos.length || time - nanos[next - 1] < nanos[next] - time;
        return isBefore ? next - 1 : next;
    }

    /** The last time; 0 when there is none. */
    long last() {
        return nanos.length == 0 ? 0 : nanos[nanos.length - 1];
    }

    /** The first time; 0 when there is none. */
    long first() {
        return nanos.length == 0 ? 0 : nanos[0];
    }
}
