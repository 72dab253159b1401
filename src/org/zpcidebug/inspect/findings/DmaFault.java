package org.zpcidebug.inspect.findings;

import org.zpcidebug.Text;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Words;

/** A DMA access failed; the failing address in the tables tells why. */
@SuppressWarnings("nls")
final class DmaFault extends Check {

    DmaFault() {
        super("dma-fault", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        if (s.function().linux().isKnown()) {
            return unchecked(Text.of(DmaFault.class, "unchecked.fault"));
        }
        return given(
                s.function().demo(),
                demo -> demo.lastError().isEmpty()
                        ? Verdict.CLEAR
                        : found(
                                s.evidence("dma.registered", "probe.state"),
                                Words.hex(demo.lastError().get().event().code()),
                                demo.lastError().get().event().words(),
                                Words.hex(demo.lastError().get().address()),
                                demo.lastError().get().cause().words()));
    }
}
