package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;

/** The hypervisor translates DMA of a function for which the guest has no tables any more. */
@SuppressWarnings("nls")
final class DmaLeftRegistered extends Check {

    DmaLeftRegistered() {
        super("dma-left-registered", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        Value<Boolean> registered = s.settled(s.function().dma().registered());
        boolean direct = s.function().dma().directMapped().orElse(false);
        return given(
                s.belief(),
                belief -> given(
                        belief.space(),
                        registered,
                        (space, isRegistered) -> foundIf(
                                space.isEmpty() && isRegistered && !direct, s.evidence("dma.registered", "dma.pal"))));
    }
}
