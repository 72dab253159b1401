package org.zpcidebug.linux;

import java.util.List;
import java.util.Map;

/**
 * What Linux has counted of interrupts, and the bits of all functions, at one moment. Counts are exact; bits are samples.
 *
 * @param nanos when the counts were read, as of System.nanoTime
 * @param cpus the numbers of the CPUs, in the order of all counts
 * @param rows lines of /proc/interrupts that all functions share, by their names there: {@code PCF} (floating adapter
 *     interruptions), {@code PCD} (directed), {@code MSI} (interrupts handed on), {@code GAL} (host only); a count for
 *     each CPU
 * @param functions by FID
 */
public record InterruptReading(
        long nanos,
        Known<List<Integer>> cpus,
        Known<Map<String, List<Long>>> rows,
        Map<Long, FunctionInterrupts> functions) {

    /** A reading that failed. */
    static InterruptReading failed(String problem) {
        return new InterruptReading(System.nanoTime(), Known.unknown(problem), Known.unknown(problem), Map.of());
    }
}
