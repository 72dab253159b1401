package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.zpcidebug.linux.VectorIrqs.Tables;

/** What was learnt of the irqs of one function, and is used as long as its tables stay the same. */
final class FunctionIrqs {

    private final Tables tables;
    private final int[] irqs;
    private final long[] counters;
    private List<Optional<IrqDescription>> descriptions = List.of();
    private long[] places = {};

    /** @param irqs the irq of each interrupt, 0 is none */
    FunctionIrqs(Tables tables, int[] irqs) {
        this.tables = tables;
        this.irqs = irqs;
        counters = new long[irqs.length];
        descriptions = Collections.nCopies(irqs.length, Optional.empty());
    }

    /** Whether these tables say the same. */
    boolean isOf(Tables other) {
        return tables.equals(other);
    }

    /** The irq of each interrupt, 0 is none; not to be changed. */
    int[] irqs() {
        return irqs;
    }

    /** As of {@link IrqDescription#counter}; not to be changed. */
    long[] counters() {
        return counters;
    }

    /** What is known of each irq; the same list until something changes. */
    List<Optional<IrqDescription>> descriptions() {
        return descriptions;
    }

    /** Where the counts are in what the plan reads. */
    long[] places() {
        return places;
    }

    /** Takes the plan's places. */
    void places(long[] newPlaces) {
        places = newPlaces;
    }

    /**
     * Takes descriptions of the interrupts from a number on, where there is an irq; null leaves the old one.
     *
     * @return whether a counter is at another place now, so that a new plan is needed
     */
    boolean describe(int from, List<IrqDescription> found) {
        List<Optional<IrqDescription>> changed = null;
        boolean moved = false;
        for (int i = 0; i < found.size(); i++) {
            IrqDescription description = found.get(i);
            if (description == null
                    || descriptions.get(from + i).filter(description::equals).isPresent()) {
                continue;
            }
            changed = changed == null ? new ArrayList<>(descriptions) : changed;
            changed.set(from + i, Optional.of(description));
            moved |= counters[from + i] != description.counter();
            counters[from + i] = description.counter();
        }
        if (changed != null) {
            descriptions = Collections.unmodifiableList(changed);
        }
        return moved;
    }
}
