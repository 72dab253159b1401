package org.zpcidebug.intercept;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of one probe: what instructions executed in the guest answered.
 *
 * @param taken when
 * @param paused how long the guest stood for it
 * @param cpu the CPU that executed them
 * @param uidChecking whether the hypervisor says that UIDs are unique
 * @param functions in the order of the CLP list
 */
public record ProbeReading(
        Instant taken, Duration paused, int cpu, boolean uidChecking, List<ProbedFunction> functions) {

    /** Copies the list. */
    public ProbeReading {
        functions = List.copyOf(functions);
    }

    /** The function with that FID. */
    public Optional<ProbedFunction> function(long fid) {
        return functions.stream().filter(f -> f.fid() == fid).findFirst();
    }
}
