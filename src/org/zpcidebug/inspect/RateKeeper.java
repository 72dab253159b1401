package org.zpcidebug.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.linux.ZpciDevice.Measurement;
import org.zpcidebug.zpci.MeasurementBlock;

/** Remembers the measurement blocks of functions by FID, and tells the rates between their updates. */
@SuppressWarnings("nls")
final class RateKeeper {

    private final Map<Long, Seen> seen = new HashMap<>();

    /**
     * What is remembered of one function.
     *
     * @param address of the block: another one counts anew
     * @param rates between this update and the one before, null when that was not seen
     */
    private record Seen(long address, MeasurementBlock block, MeasurementRates rates) {}

    /** The rates of these functions by FID; functions that are gone are forgotten. */
    Map<Long, Value<MeasurementRates>> update(List<ZpciDevice> devices) {
        Map<Long, Value<MeasurementRates>> rates = new HashMap<>();
        for (ZpciDevice device : devices) {
            rates.put(device.fid(), rates(device));
        }
        seen.keySet().retainAll(rates.keySet());
        return rates;
    }

    private Value<MeasurementRates> rates(ZpciDevice device) {
        Optional<Measurement> measurement = device.measurement().orElse(Optional.empty());
        if (!device.measurement().isKnown()) {
            return Value.unknown(device.measurement().problem());
        }
        if (measurement.isEmpty()) {
            seen.remove(device.fid());
            return Value.unknown(Words.of("reason.notMeasured"));
        }
        long address = measurement.get().address();
        MeasurementBlock block = measurement.get().block();
        Seen before = seen.get(device.fid());
        boolean same = before != null && before.address == address;
        if (!same || before.block.lastUpdate() != block.lastUpdate()) {
            MeasurementRates rates = same ? MeasurementRates.between(before.block, block) : null;
            seen.put(device.fid(), new Seen(address, block, rates));
        }
        MeasurementRates rates = seen.get(device.fid()).rates;
        return rates == null ? Value.unknown(Words.of("reason.noRate")) : Value.guest(rates);
    }
}
