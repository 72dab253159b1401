package org.zpcidebug.inspect.findings;

import java.util.List;
import java.util.stream.Collectors;
import org.zpcidebug.Text;
import org.zpcidebug.inspect.Finding.Evidence;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionGates;
import org.zpcidebug.inspect.Source;
import org.zpcidebug.zpci.InterruptGate;

/** A gate on the way of a function's interrupts that has been shut for long. */
@SuppressWarnings("nls")
final class InterruptsBlocked extends Check {

    InterruptsBlocked() {
        super("interrupts-blocked", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        FunctionGates gates = s.function().gates();
        if (gates.sentence().isPresent()) {
            return found(evidence(gates), gates.sentence().get());
        }
        String unknown = gates.gates().stream()
                .filter(gate -> gate.state() == InterruptGate.State.UNKNOWN)
                .map(InterruptGate::words)
                .collect(Collectors.joining("; "));
        if (gates.gates().isEmpty() || !unknown.isEmpty()) {
            return unchecked(Text.of(InterruptsBlocked.class, "unchecked.gates", unknown));
        }
        return gates.shut().isEmpty() ? Verdict.CLEAR : unchecked(Text.of(InterruptsBlocked.class, "unchecked.shut"));
    }

    private static List<Evidence> evidence(FunctionGates gates) {
        return gates.gates().stream()
                .filter(InterruptGate::isShut)
                .map(gate -> new Evidence("interrupts.gates", gate.kind().label(), gate.words(), Source.GUEST))
                .toList();
    }
}
