package org.zpcidebug.zpci;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zpcidebug.Text;
import org.zpcidebug.zpci.InterruptGate.Kind;
import org.zpcidebug.zpci.InterruptGate.State;

/**
 * The four gates of one function at one moment.
 *
 * @param gates in the order in which an interrupt meets them
 */
@SuppressWarnings("nls")
public record InterruptGates(List<InterruptGate> gates) {

    /** Judges what was found. */
    public static InterruptGates of(GateFacts facts) {
        return new InterruptGates(Stream.of(function(facts), summary(facts), mode(facts), cpu(facts))
                .toList());
    }

    /** The gate that is shut and keeps the others shut. */
    public Optional<InterruptGate> shut() {
        return byCause().filter(InterruptGate::isShut).findFirst();
    }

    /**
     * The gates, causes before what follows from them: where no CPU takes the interruption the guest asks for no other
     * one, and where it handles none the summary bit stays set.
     */
    Stream<InterruptGate> byCause() {
        return Stream.of(Kind.FUNCTION, Kind.CPU, Kind.MODE, Kind.SUMMARY).map(this::gate);
    }

    /** That gate. */
    public InterruptGate gate(Kind kind) {
        return gates.get(kind.ordinal());
    }

    private static InterruptGate function(GateFacts facts) {
        if (facts.state() != null) {
            boolean open = facts.state() == FunctionState.ENABLED;
            return gate(Kind.FUNCTION, open, facts.stateOrigin(), "function." + facts.state());
        }
        if (facts.handle() == null) {
            return unknown(Kind.FUNCTION, "function.unknown");
        }
        if (!facts.handle().isEnabled()) {
            return gate(Kind.FUNCTION, false, origin("origin.handle"), "function.handleDisabled");
        }
        return gate(Kind.FUNCTION, true, origin("origin.handle"), "function.handleEnabled");
    }

    private static InterruptGate summary(GateFacts facts) {
        InterruptBits bits = facts.bits();
        if (facts.registered() != null && !facts.registered()) {
            return gate(Kind.SUMMARY, false, origin("origin.memory"), "summary.notRegistered");
        }
        if (bits == null) {
            return unknown(Kind.SUMMARY, "summary.unknown");
        }
        if (bits.summary()) {
            return gate(
                    Kind.SUMMARY,
                    false,
                    origin("origin.memory"),
                    bits.pending() > 0 ? "summary.set" : "summary.setAlone",
                    bits.pending());
        }
        if (facts.byteCompared() && bits.neighbours() != 0) {
            return gate(Kind.SUMMARY, false, origin("origin.memory"), "summary.neighbours");
        }
        return gate(Kind.SUMMARY, true, origin("origin.memory"), "summary.clear");
    }

    private static InterruptGate mode(GateFacts facts) {
        Boolean suppressed = facts.mode().suppressed();
        if (suppressed == null) {
            return passed(facts, Kind.MODE, "mode.unknown");
        }
        String subclass = Integer.toString(facts.subclass());
        if (suppressed) {
            return gate(Kind.MODE, false, origin("origin.events"), "mode.suppressed", subclass);
        }
        String key = Boolean.TRUE.equals(facts.mode().single()) ? "mode.armed" : "mode.all";
        return gate(Kind.MODE, true, origin("origin.events"), key, subclass);
    }

    private static InterruptGate cpu(GateFacts facts) {
        List<CpuMask> cpus = facts.cpus();
        if (cpus.isEmpty() || facts.subclass() < 0) {
            return passed(facts, Kind.CPU, "cpu.unknown");
        }
        String subclass = Integer.toString(facts.subclass());
        long willing = cpus.stream().filter(c -> c.accepts(facts.subclass())).count();
        long open = cpus.stream().filter(c -> c.takes(facts.subclass())).count();
        String key = willing == 0 ? "cpu.control6" : open == 0 ? "cpu.psw" : "cpu.open";
        return gate(
                Kind.CPU,
                open > 0,
                facts.cpusOrigin(),
                key,
                subclass,
                Long.toString(open > 0 ? open : willing),
                Integer.toString(cpus.size()));
    }

    /** A gate that does not show, but interruptions came through it. */
    private static InterruptGate passed(GateFacts facts, Kind kind, String otherwise) {
        return facts.taken()
                ? gate(kind, true, origin("origin.counts"), "taken", Integer.toString(facts.subclass()))
                : unknown(kind, otherwise);
    }

    private static InterruptGate gate(Kind kind, boolean open, String origin, String key, Object... arguments) {
        String words = Text.of(InterruptGates.class, "gate." + key, arguments);
        return new InterruptGate(kind, open ? State.OPEN : State.SHUT, origin, words);
    }

    private static InterruptGate unknown(Kind kind, String key) {
        return new InterruptGate(kind, State.UNKNOWN, "", Text.of(InterruptGates.class, "gate." + key));
    }

    private static String origin(String key) {
        return Text.of(InterruptGates.class, "gate." + key);
    }
}
