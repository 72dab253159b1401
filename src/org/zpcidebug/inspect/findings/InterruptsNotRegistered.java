package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;

/** Drivers have interrupts of a function that registered none. */
@SuppressWarnings("nls")
final class InterruptsNotRegistered extends Check {

    InterruptsNotRegistered() {
        super("interrupts-not-registered", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.function().linux(),
                linux -> given(
                        s.belief(),
                        belief -> given(
                                belief.interrupts(),
                                belief.vectors(),
                                (registration, vectors) -> foundIf(
                                        registration.isEmpty() && vectors > 0,
                                        s.evidence("interrupts.registered", "linux.interrupts"),
                                        Integer.toString(vectors)))));
    }
}
