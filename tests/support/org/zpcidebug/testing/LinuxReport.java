package org.zpcidebug.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One report of a Linux guest: what the guest itself says of its PCI functions and interrupts.
 *
 * @param number counts from 1 since the guest booted
 * @param uptime seconds since boot before the first reading
 * @param uptimeEnd seconds since boot after the last reading
 * @param functions in order of address
 * @param interrupts the rows of /proc/interrupts by name: "PCF", "PCD", "MSI", or a number
 * @param gapMicros the longest gap on the last CPU since the report before, when it is measured
 */
public record LinuxReport(
        int number,
        double uptime,
        double uptimeEnd,
        List<LinuxFunction> functions,
        Map<String, InterruptRow> interrupts,
        OptionalLong gapMicros) {

    /**
     * A row of /proc/interrupts.
     *
     * @param name "PCF", "MSI", ... or the irq number
     * @param counts one for each CPU, in order
     * @param description the chip and the handler
     */
    public record InterruptRow(String name, List<Long> counts, String description) {

        /** The sum over all CPUs. */
        public long total() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }

        /** The last word of the description: the name that the driver gave to the handler. */
        public String handler() {
            return description.substring(description.lastIndexOf(' ') + 1);
        }
    }

    /** The first complete report of a console text. */
    public static Optional<LinuxReport> first(String console) {
        return LinuxReportReader.complete(console).findFirst();
    }

    /** The last complete report of a console text. */
    public static Optional<LinuxReport> last(String console) {
        return LinuxReportReader.complete(console).reduce((earlier, later) -> later);
    }

    /**
     * The function with this FID.
     *
     * @throws AssertionError the guest has none
     */
    public LinuxFunction function(long fid) {
        return functions.stream()
                .filter(function -> function.fid() == fid)
                .findFirst()
                .orElseThrow(() -> new AssertionError(String.format("No function 0x%x in %s", fid, functions)));
    }
}
