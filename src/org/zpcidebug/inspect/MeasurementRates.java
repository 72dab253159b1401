package org.zpcidebug.inspect;

import org.zpcidebug.zpci.MeasurementBlock;

/**
 * How fast the counters of a measurement block go up, between its last two updates that were seen.
 *
 * @param seconds the time between the updates, by the block's own clock
 * @param loads a second
 * @param stores a second
 * @param storeBlocks a second
 * @param refreshes a second
 */
public record MeasurementRates(double seconds, double loads, double stores, double storeBlocks, double refreshes) {

    /** The block holds the time-of-day clock shifted left by one: bit 0 says that an update goes on. */
    private static final double UNITS_A_SECOND = 2 * 4096e6;

    /** The rates between two updates of a block; null when they are not of one count. */
    static MeasurementRates between(MeasurementBlock before, MeasurementBlock now) {
        double seconds = (now.lastUpdate() - before.lastUpdate()) / UNITS_A_SECOND;
        boolean counted = seconds > 0
                && now.loads() >= before.loads()
                && now.stores() >= before.stores()
                && now.storeBlocks() >= before.storeBlocks()
                && now.refreshes() >= before.refreshes();
        return !counted || !before.wasUpdated()
                ? null
                : new MeasurementRates(
                        seconds,
                        (now.loads() - before.loads()) / seconds,
                        (now.stores() - before.stores()) / seconds,
                        (now.storeBlocks() - before.storeBlocks()) / seconds,
                        (now.refreshes() - before.refreshes()) / seconds);
    }
}
