package org.zpcidebug.inspect;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open wishes for samples. */
@SuppressWarnings("nls")
final class Demands {

    private static final double HIGHEST = 20;

    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private final Runnable changed;

    /** {@code changed} is called by whoever adds or withdraws a wish. */
    Demands(Runnable changed) {
        this.changed = changed;
    }

    private final class Open implements GuestSession.Demand {

        private final double hertz;

        private Open(double hertz) {
            this.hertz = hertz;
        }

        @Override
        public void close() {
            if (open.remove(this)) {
                changed.run();
            }
        }
    }

    GuestSession.Demand add(double hertz) {
        if (!(hertz > 0)) {
            throw new IllegalArgumentException("rate " + hertz);
        }
        Open demand = new Open(Math.min(hertz, HIGHEST));
        open.add(demand);
        changed.run();
        return demand;
    }

    /** The highest rate that is wished for, 0 when none is. */
    double highest() {
        return open.stream().mapToDouble(demand -> demand.hertz).max().orElse(0);
    }
}
