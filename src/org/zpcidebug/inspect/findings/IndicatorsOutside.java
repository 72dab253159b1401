package org.zpcidebug.inspect.findings;

import java.util.Optional;
import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.zpci.InterruptRegistration;

/** Interrupts whose bits would be where the guest has no memory. */
@SuppressWarnings("nls")
final class IndicatorsOutside extends Check {

    IndicatorsOutside() {
        super("indicators-outside", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.belief().flatMap(Belief::interrupts),
                s.guest().guest().memoryBytes(),
                (known, memory) -> known.map(own -> compare(s, own, memory)).orElse(Verdict.CLEAR));
    }

    private Verdict compare(Subject s, InterruptRegistration own, long memory) {
        Optional<Long> outside = Optional.of(own.vector())
                .filter(at -> isOutside(at, memory))
                .or(() -> Optional.of(own.summaryAddress()).filter(at -> isOutside(at, memory)));
        return foundIf(
                outside.isPresent(),
                s.evidence("interrupts.aibv", "interrupts.aisb"),
                outside.map(Words::hex).orElse(""),
                Words.bytes(memory));
    }

    private static boolean isOutside(long address, long memory) {
        return Long.compareUnsigned(address, memory) >= 0;
    }
}
