package org.zpcidebug.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zpcidebug.intercept.ProbeReading;

/**
 * The last probe and what the guest believed then.
 *
 * @param reading the probe, or why there is none
 * @param beliefs by FID; empty until the first sample after the probe
 */
@SuppressWarnings("nls")
record Probed(Value<ProbeReading> reading, Map<Long, Value<Belief>> beliefs) {

    /** No probe yet. */
    static Probed none() {
        return new Probed(Value.unknown(Words.of("reason.needsProbe")), Map.of());
    }

    /** The guest is not what it was when it was probed. */
    static Probed outdated() {
        return new Probed(Value.unknown(Words.of("reason.probeOutdated")), Map.of());
    }

    static Probed of(ProbeReading reading) {
        return new Probed(Value.probe(reading), Map.of());
    }

    /** Whether it still waits for what the guest believed. */
    boolean wantsBeliefs() {
        return reading.isKnown() && beliefs.isEmpty();
    }

    /** The same with what the guest believes now. */
    Probed with(List<FunctionSnapshot> functions) {
        Map<Long, Value<Belief>> now = new HashMap<>();
        functions.forEach(function -> now.put(function.fid(), Belief.of(function)));
        return new Probed(reading, now);
    }

    /** What it gave of that function, or why there is nothing. */
    Value<FunctionProbe> function(long fid) {
        return reading.flatMap(probe -> probe.function(fid)
                .map(answers -> Value.probe(new FunctionProbe(
                        probe.taken(),
                        answers,
                        beliefs.getOrDefault(fid, Value.unknown(Words.of("reason.notReadYet"))))))
                .orElseGet(() -> Value.unknown(Words.of("reason.notListed"))));
    }
}
