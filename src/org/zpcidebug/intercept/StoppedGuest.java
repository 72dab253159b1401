package org.zpcidebug.intercept;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A guest that stands, as it was read once when it stopped. Immutable: reading more of it makes a new one with the same
 * number.
 *
 * @param number of the stop in its session, from 1 on
 * @param time when it stopped, by this machine's clock
 * @param reason why
 * @param breakpoints the ids of the breakpoints that stopped it; empty for other reasons
 * @param cpu the CPU that stopped it, or that was stepped
 * @param cpus all CPUs, by number
 */
public record StoppedGuest(
        long number, Instant time, Reason reason, Set<String> breakpoints, int cpu, List<StoppedCpu> cpus) {

    /** Why a guest stands. */
    public enum Reason {
        /** Breakpoints matched. */
        BREAKPOINT,
        /** A step has come to its end. */
        STEP,
        /** The next PCI instruction was asked for ({@link InterceptSession#runToNextIntercept}). */
        INTERCEPT,
        /** It was asked to. */
        SUSPENDED,
        /** It stood when it was found. */
        FOUND,
        /** It was reset while it stood: where it was before is gone. */
        RESET,
        /** QEMU stopped it for a reason of its own, or another client of QEMU did. */
        OTHER
    }

    /** One of the CPUs. */
    public Optional<StoppedCpu> cpu(int number) {
        return cpus.stream().filter(one -> one.cpu() == number).findFirst();
    }

    /** The CPU that stopped the guest. */
    public StoppedCpu stopped() {
        return cpu(cpu).orElseGet(() -> cpus.get(0));
    }
}
