package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Evidence;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.zpci.DmaSpace;

/** A DMA window in which the guest's memory does not find room. */
@SuppressWarnings("nls")
final class WindowSmall extends Check {

    WindowSmall() {
        super("dma-window-small", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.belief(),
                belief -> given(belief.space(), s.guest().guest().memoryBytes(), (space, memory) -> {
                    long bytes = space.map(DmaSpace::window).map(w -> w.bytes()).orElse(0L);
                    return foundIf(
                            space.isPresent() && bytes != 0 && Long.compareUnsigned(bytes, memory) < 0,
                            Subject.both(
                                    s.evidence("hostDevice"),
                                    space
                                            .map(known -> Subject.believed(
                                                    "linux.window",
                                                    known.window().toString()))
                                            .stream()
                                            .toArray(Evidence[]::new)),
                            Words.bytes(bytes),
                            Words.bytes(memory));
                }));
    }
}
