package org.zpcidebug.inspect;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.zpci.InterruptGate;
import org.zpcidebug.zpci.InterruptGates;
import org.zpcidebug.zpci.ShutWatch;

/**
 * The gates that interrupts of a function have to pass, and whether one of them has kept them out for long.
 *
 * @param gates in the order in which an interrupt meets them; empty when nothing is known of the function
 * @param shut for each gate that is shut, how long all samples found it so
 * @param blocking the gate that keeps interrupts out, once it has been shut for longer than {@link
 *     GateKeeper#BLOCKED_AFTER}
 * @param sentence the same for a person
 */
public record FunctionGates(
        List<InterruptGate> gates,
        Map<InterruptGate.Kind, Duration> shut,
        Optional<InterruptGate> blocking,
        Optional<String> sentence) {

    /** Nothing is known. */
    public static final FunctionGates UNKNOWN =
            new FunctionGates(List.of(), Map.of(), Optional.empty(), Optional.empty());

    /** Keeps copies of its own. */
    public FunctionGates {
        gates = List.copyOf(gates);
        shut = Map.copyOf(shut);
    }

    /** What was just found, and what was seen of it so far; nothing blocks a function without interrupts. */
    static FunctionGates of(InterruptGates found, ShutWatch watch, boolean registered) {
        Map<InterruptGate.Kind, Duration> shut = new EnumMap<>(InterruptGate.Kind.class);
        found.gates().stream()
                .filter(InterruptGate::isShut)
                .forEach(gate -> shut.put(gate.kind(), watch.shut(gate.kind())));
        return new FunctionGates(
                found.gates(),
                shut,
                registered ? watch.blocking() : Optional.empty(),
                registered ? watch.sentence() : Optional.empty());
    }
}
