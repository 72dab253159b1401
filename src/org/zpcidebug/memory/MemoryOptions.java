package org.zpcidebug.memory;

import java.time.Duration;

/**
 * The bounds of reading.
 *
 * @param batchBytes the most bytes that one batch may ask for
 * @param batchExtents the most extents in one batch
 * @param batchTime how long one batch may take where QEMU has to answer
 */
public record MemoryOptions(long batchBytes, int batchExtents, Duration batchTime) {

    /** 64 MiB, a million extents, 10 s. */
    public static final MemoryOptions DEFAULT = new MemoryOptions(64L << 20, 1_000_000, Duration.ofSeconds(10));
}
