package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.zpci.InterruptRegistration;

/** Indicator bits over the end of a page, which the machine does not take for a function that it interprets. */
@SuppressWarnings("nls")
final class IndicatorsCrossPage extends InterpretedCheck {

    private static final int PAGE = 4096;

    IndicatorsCrossPage() {
        super("indicators-cross-page", Severity.WARNING);
    }

    @Override
    Verdict lookAt(Subject s) {
        return given(
                s.belief().flatMap(Belief::interrupts),
                known -> foundIf(
                        known.filter(IndicatorsCrossPage::isCrossing).isPresent(),
                        s.evidence("interrupts.aibv", "interrupts.noi", "interpreted"),
                        known.map(InterruptRegistration::vector).map(Words::hex).orElse("")));
    }

    private static boolean isCrossing(InterruptRegistration registration) {
        int words = (registration.count() + registration.vectorOffset() + Long.SIZE - 1) / Long.SIZE;
        return registration.vector() % PAGE + (long) words * Long.BYTES > PAGE;
    }
}
