package org.zpcidebug.inspect.findings;

import java.util.List;
import java.util.stream.Stream;
import org.zpcidebug.Text;
import org.zpcidebug.inspect.DemoFunction;
import org.zpcidebug.inspect.Finding.Evidence;
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
                                evidence(s, demo),
                                Words.hex(demo.lastError().get().event().code()),
                                demo.lastError().get().event().words(),
                                Words.hex(demo.lastError().get().address()),
                                demo.lastError().get().cause().words()));
    }

    /** The tables first: there the address can be looked up. */
    private static List<Evidence> evidence(Subject s, DemoFunction demo) {
        Stream<Evidence> tables = demo.space().stream()
                .map(space -> Subject.believed("dma.iota", space.iota().toString()));
        return Stream.concat(tables, s.evidence("dma.registered", "probe.state").stream())
                .toList();
    }
}
