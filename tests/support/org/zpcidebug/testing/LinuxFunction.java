package org.zpcidebug.testing;

import java.util.Map;
import java.util.Optional;

/**
 * A PCI function as the guest's sysfs and debugfs show it. Identifiers are unsigned.
 *
 * @param address DDDD:BB:dd.f
 * @param handle the function handle
 * @param driver the bound driver
 * @param statistics the lines of debugfs by their titles; empty when measurement is off
 */
public record LinuxFunction(
        String address,
        long fid,
        long handle,
        long uid,
        int pchid,
        int pfgid,
        int pft,
        int vfn,
        Optional<String> driver,
        Map<String, Long> statistics) {

    /** Whether the measurement block has been written at least once, 4 s after measurement was set. */
    public boolean measured() {
        return statistics.getOrDefault("Last update TOD", 0L) != 0;
    }

    /** Number of updates of the measurement block, less one. */
    public long samples() {
        return statistic("Samples");
    }

    /** PCI load operations, as of the last sample. */
    public long loads() {
        return statistic("Load operations");
    }

    /** PCI store operations, as of the last sample. */
    public long stores() {
        return statistic("Store operations");
    }

    /** PCI store block operations, as of the last sample. */
    public long storeBlocks() {
        return statistic("Store block operations");
    }

    /** Refresh PCI translations operations, as of the last sample. */
    public long refreshes() {
        return statistic("Refresh operations");
    }

    /** Pages that Linux ever mapped for DMA; up to date. */
    public long mappedPages() {
        return statistic("Mapped pages");
    }

    /** Pages that Linux ever unmapped; up to date. */
    public long unmappedPages() {
        return statistic("Unmapped pages");
    }

    private long statistic(String title) {
        Long value = statistics.get(title);
        if (value == null) {
            throw new AssertionError("The guest prints no '" + title + "' for " + address + ": " + statistics);
        }
        return value;
    }
}
