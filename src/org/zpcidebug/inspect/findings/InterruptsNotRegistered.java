package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;

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
                        Value.from(linux.driver()),
                        // Linux keeps the number of interrupts that a driver had after the driver is gone.
                        driver -> driver.isEmpty() ? Verdict.CLEAR : given(s.belief(), belief -> compare(s, belief))));
    }

    private Verdict compare(Subject s, Belief belief) {
        return given(
                belief.interrupts(),
                belief.vectors(),
                (registration, vectors) -> foundIf(
                        registration.isEmpty() && vectors > 0,
                        s.evidence("interrupts.registered", "linux.interrupts", "linux.driver"),
                        Integer.toString(vectors)));
    }
}
