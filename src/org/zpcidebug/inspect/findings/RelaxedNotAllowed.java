package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.zpci.Iota;

/** DMA without translation, asked for where the hypervisor does not allow it. */
@SuppressWarnings("nls")
final class RelaxedNotAllowed extends Check {

    RelaxedNotAllowed() {
        super("relaxed-not-allowed", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        return given(s.belief().flatMap(Belief::space), space -> {
            Iota iota = space.map(known -> known.iota()).orElse(null);
            return iota == null || iota.translates()
                    ? Verdict.CLEAR
                    : given(
                            allowed(s),
                            allowed -> foundIf(
                                    !allowed,
                                    s.evidence("dma.iota", "relaxedTranslation", "dma.registered"),
                                    iota.toString()));
        });
    }

    /** QEMU before 10.0 knows nothing of it. */
    private static Value<Boolean> allowed(Subject s) {
        return s.guest().hypervisor().version().isAtLeast(10, 0, 0)
                ? s.function().relaxedTranslation()
                : Value.hypervisor(false);
    }
}
