package org.zpcidebug.inspect.findings;

import java.util.Optional;
import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionProbe;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.zpci.InterruptRegistration;

/** The interrupts that are registered are not those of which the guest believes it. */
@SuppressWarnings("nls")
final class InterruptsDiffer extends Check {

    InterruptsDiffer() {
        super("interrupts-differ", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        return probed(
                s,
                (FunctionProbe probe) -> Value.from(probe.answers().controls()),
                fib -> given(
                        s.probe().value().then().flatMap(Belief::interrupts),
                        theirs -> compare(s, fib.interrupts(), theirs)));
    }

    private Verdict compare(Subject s, InterruptRegistration real, Optional<InterruptRegistration> theirs) {
        String believed = theirs.map(this::told).orElse(words("none"));
        String registered = real.vector() == 0 ? words("none") : told(real);
        return foundIf(
                !believed.equals(registered),
                Subject.both(s.evidence("probe.interrupts"), Subject.believed("interrupts.aibv", believed)),
                registered,
                believed);
    }

    private String told(InterruptRegistration r) {
        return words(
                "registration",
                Integer.toString(r.count()),
                Integer.toString(r.subclass()),
                Words.hex(r.vector()) + "+" + r.vectorOffset(),
                Words.hex(r.summaryAddress()) + "+" + r.summaryOffset());
    }
}
