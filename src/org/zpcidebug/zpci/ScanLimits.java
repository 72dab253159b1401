package org.zpcidebug.zpci;

import java.util.function.BooleanSupplier;

/**
 * The bounds of looking through all tables of a function.
 *
 * @param mappings the most mappings that are listed
 * @param tableBytes the most bytes of tables that are read
 * @param cancelled asked before each batch of tables; true ends it
 */
public record ScanLimits(long mappings, long tableBytes, BooleanSupplier cancelled) {

    /** 2^20 mappings and 256 MiB of tables, never cancelled. */
    public static final ScanLimits DEFAULT = new ScanLimits(1 << 20, 256L << 20, () -> false);

    /** The same with another bound on mappings. */
    public ScanLimits withMappings(long most) {
        return new ScanLimits(most, tableBytes, cancelled);
    }

    /** The same, ending when this says so. */
    public ScanLimits until(BooleanSupplier end) {
        return new ScanLimits(mappings, tableBytes, end);
    }
}
