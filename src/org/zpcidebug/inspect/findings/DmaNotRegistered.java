package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;

/** The guest has translation tables and the hypervisor has no DMA address space. */
@SuppressWarnings("nls")
final class DmaNotRegistered extends Check {

    DmaNotRegistered() {
        super("dma-not-registered", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        Value<Boolean> registered = s.settled(s.function().dma().registered());
        return given(
                s.belief(),
                belief -> given(
                        belief.space(),
                        registered,
                        (space, isRegistered) -> foundIf(
                                space.isPresent() && !isRegistered,
                                Subject.both(
                                        s.evidence("dma.registered"),
                                        space
                                                .map(known -> Subject.believed(
                                                        "dma.iota", known.iota().toString()))
                                                .stream()
                                                .toArray(org.zpcidebug.inspect.Finding.Evidence[]::new)),
                                space.map(known -> known.iota().toString()).orElse(""))));
    }
}
