package org.zpcidebug.inspect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.linux.FunctionInterrupts;
import org.zpcidebug.linux.InterruptReading;
import org.zpcidebug.linux.ZpciDevice;

/**
 * What one look into the guest's memory gave.
 *
 * @param system the guest as a whole
 * @param devices the functions that Linux knows, by FID, or why they are not known
 * @param rates the rates of their counters, by FID
 * @param interrupts what Linux has counted of interrupts, and their bits, or why that is not known
 * @param notices what a person should know, in words
 * @param demo what the demo guest says of itself, when it is one
 */
@SuppressWarnings("nls")
record GuestView(
        GuestSystem system,
        Value<Map<Long, ZpciDevice>> devices,
        Map<Long, Value<MeasurementRates>> rates,
        Value<InterruptReading> interrupts,
        List<String> notices,
        Optional<DemoView> demo) {

    /** A view of a guest that is not the demo guest. */
    GuestView(
            GuestSystem system,
            Value<Map<Long, ZpciDevice>> devices,
            Map<Long, Value<MeasurementRates>> rates,
            Value<InterruptReading> interrupts,
            List<String> notices) {
        this(system, devices, rates, interrupts, notices, Optional.empty());
    }

    /** A view without interrupts. */
    GuestView(
            GuestSystem system,
            Value<Map<Long, ZpciDevice>> devices,
            Map<Long, Value<MeasurementRates>> rates,
            List<String> notices) {
        this(
                system,
                devices,
                rates,
                Value.unknown(devices.isKnown() ? Words.of("reason.notAsked") : devices.reason()),
                notices);
    }

    /** A look that gave nothing, with the reason. */
    static GuestView unknown(GuestSystem system) {
        return new GuestView(system, Value.unknown(system.words()), Map.of(), List.of(system.words()));
    }

    /** A look at the demo guest. */
    static GuestView demo(GuestSystem system, DemoView demo) {
        return new GuestView(
                system,
                Value.unknown(system.words()),
                Map.of(),
                Value.guest(demo.interrupts()),
                List.of(system.words()),
                Optional.of(demo));
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

    /** What the guest has counted of that function's interrupts, or why that is not known. */
    Value<FunctionInterrupts> interrupts(long fid) {
        if (demo.isPresent()) {
            FunctionInterrupts found = interrupts.value().functions().get(fid);
            return found == null ? Value.unknown(Words.of("demo.notRegistered")) : Value.guest(found);
        }
        return device(fid).flatMap(device -> interrupts).flatMap(reading -> {
            FunctionInterrupts found = reading.functions().get(fid);
            String reason = reading.cpus().isKnown()
                    ? Words.of("reason.notAsked")
                    : reading.cpus().problem();
            return found == null ? Value.unknown(reason) : Value.guest(found);
        });
    }

    /** What a demo guest publishes of that function. */
    Value<DemoFunction> demoFunction(long fid) {
        return demo.map(known -> known.published().get(fid))
                .map(Value::guest)
                .orElseGet(() -> Value.unknown(Words.of("reason.noDemo")));
    }

    /** How fast that function's counters go up, or why that is not known. */
    Value<MeasurementRates> rates(long fid) {
        return device(fid).flatMap(device -> rates.getOrDefault(fid, Value.unknown(Words.of("reason.noRate"))));
    }
}
