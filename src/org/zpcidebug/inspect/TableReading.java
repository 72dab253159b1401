package org.zpcidebug.inspect;

import java.time.Duration;
import java.time.Instant;
import org.zpcidebug.zpci.DmaSpace;

/**
 * What was read of I/O translation tables, immutable.
 *
 * @param space the DMA address space whose tables were read, or why it is not known
 * @param result what was read, or why nothing was
 * @param taken when reading was over
 * @param took how long it took, waiting for other readings not included
 * @param way how the memory was read, in words; empty when it was not
 */
@SuppressWarnings("nls")
public record TableReading<T>(Value<DmaSpace> space, Value<T> result, Instant taken, Duration took, String way) {

    /** A reading that gave nothing, with the reason. */
    static <T> TableReading<T> failed(String reason) {
        return new TableReading<>(Value.unknown(reason), Value.unknown(reason), Instant.now(), Duration.ZERO, "");
    }
}
