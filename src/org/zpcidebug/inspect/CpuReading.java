package org.zpcidebug.inspect;

import java.time.Instant;
import java.util.List;
import org.zpcidebug.zpci.CpuMask;

/**
 * What the CPUs let interrupt them, read on request while the guest stood for a moment.
 *
 * @param taken when
 * @param nanos the same, as of System.nanoTime
 * @param cpus in their order
 */
public record CpuReading(Instant taken, long nanos, List<CpuMask> cpus) {

    /** Keeps a list of its own. */
    public CpuReading {
        cpus = List.copyOf(cpus);
    }

    /** Whether control register 6 of some CPU lets that subclass through. */
    boolean isAccepted(int subclass) {
        return cpus.stream().anyMatch(cpu -> cpu.accepts(subclass));
    }

    /** Whether some CPU took interruptions of that subclass at that moment. */
    boolean isTaken(int subclass) {
        return cpus.stream().anyMatch(cpu -> cpu.takes(subclass));
    }
}
