package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.zpci.DmaSpace;

/** A DMA window that is nearly used up. */
@SuppressWarnings("nls")
final class WindowFull extends Check {

    WindowFull() {
        super("dma-window-full", Severity.WARNING);
    }

    private static final long PAGE = 4096;
    private static final int FULL_PERCENT = 90;

    @Override
    Verdict look(Subject s) {
        return given(
                s.belief(),
                belief -> given(belief.space(), belief.mappedPages(), (space, mapped) -> {
                    long pages = space.map(DmaSpace::window)
                            .map(w -> w.bytes() / PAGE)
                            .orElse(0L);
                    return foundIf(
                            pages > 0 && mapped * 100.0 / pages >= FULL_PERCENT,
                            Subject.both(
                                    s.evidence("linux.window"),
                                    Subject.believed("dma.mappedPages", Long.toString(mapped))),
                            Long.toString(mapped),
                            Long.toString(pages),
                            Words.bytes(pages * PAGE));
                }));
    }
}
