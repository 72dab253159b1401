package org.zpcidebug.inspect;

import java.util.List;
import java.util.Map;
import org.zpcidebug.linux.ZpciDevice;

/**
 * What one look into the guest's memory gave.
 *
 * @param system the guest as a whole
 * @param devices the functions that Linux knows, by FID, or why they are not known
 * @param rates the rates of their counters, by FID
 * @param notices what a person should know, in words
 */
@SuppressWarnings("nls")
record GuestView(
        GuestSystem system,
        Value<Map<Long, ZpciDevice>> devices,
        Map<Long, Value<MeasurementRates>> rates,
        List<String> notices) {

    /** A look that gave nothing, with the reason. */
    static GuestView unknown(GuestSystem system) {
        return new GuestView(system, Value.unknown(system.words()), Map.of(), List.of(system.words()));
    }

    /** A first look that still goes on. */
    static GuestView reading() {
        String reason = Words.of("reason.reading");
        GuestSystem system = GuestSystem.unknown(GuestSystem.State.READING, reason);
        return new GuestView(system, Value.unknown(reason), Map.of(), List.of());
    }

    /** What Linux knows of that function, or why that is not known. */
    Value<ZpciDevice> device(long fid) {
        return devices.flatMap(
                all -> all.containsKey(fid) ? Value.guest(all.get(fid)) : Value.unknown(Words.of("reason.notInLinux")));
    }

    /** How fast that function's counters go up, or why that is not known. */
    Value<MeasurementRates> rates(long fid) {
        return device(fid).flatMap(device -> rates.getOrDefault(fid, Value.unknown(Words.of("reason.noRate"))));
    }
}
