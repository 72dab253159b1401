package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;

/** DMA without translation, for which the whole guest has to stay in the host's memory, and a balloon in that guest. */
@SuppressWarnings("nls")
final class BalloonPinned extends Check {

    BalloonPinned() {
        super("balloon-pinned", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.guest().guest().setup().balloon(),
                balloon -> given(
                        s.function().dma().registered(),
                        registered -> registered
                                ? given(
                                        s.function().dma().directMapped(),
                                        direct -> foundIf(
                                                balloon && direct, s.evidence("dma.directMapped", "dma.registered")))
                                : Verdict.CLEAR));
    }
}
