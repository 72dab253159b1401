package org.zpcidebug.linux;

/** How often each interrupt of a function was taken on each CPU, as Linux counts it: 32 bits that wrap around. */
public final class InterruptCounts {

    private static final long UNSIGNED = 0xffff_ffffL;

    private final int interrupts;
    private final int cpus;
    private final int[] counts;

    /** @param counts by CPU and then interrupt; not to be changed afterwards */
    public InterruptCounts(int interrupts, int cpus, int[] counts) {
        this.interrupts = interrupts;
        this.cpus = cpus;
        this.counts = counts;
    }

    /** The number of interrupts. */
    public int interrupts() {
        return interrupts;
    }

    /** The number of CPUs. */
    public int cpus() {
        return cpus;
    }

    /**
     * How often a CPU took an interrupt.
     *
     * @param cpu index into {@link InterruptReading#cpus}
     */
    public long count(int interrupt, int cpu) {
        return counts[cpu * interrupts + interrupt] & UNSIGNED;
    }

    /** How often all interrupts were taken. */
    public long sum() {
        long sum = 0;
        for (int count : counts) {
            sum += count & UNSIGNED;
        }
        return sum;
    }

    /** How often an interrupt was taken. */
    public long total(int interrupt) {
        long total = 0;
        for (int cpu = 0; cpu < cpus; cpu++) {
            total += counts[cpu * interrupts + interrupt] & UNSIGNED;
        }
        return total;
    }
}
