package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.inspect.Words;

/** The DMA address space ends elsewhere for the hypervisor than for the guest. */
@SuppressWarnings("nls")
final class DmaLimitDiffers extends Check {

    DmaLimitDiffers() {
        super("dma-limit-differs", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        if (!s.function().dma().registered().orElse(true)
                || s.function().dma().directMapped().orElse(false)) {
            return Verdict.CLEAR;
        }
        Value<Long> limit = s.settled(s.function().dma().pal());
        return given(
                s.belief(),
                belief -> given(belief.space(), limit, (space, pal) -> {
                    long last = space.map(known -> known.window().last()).orElse(pal);
                    return foundIf(
                            last != pal,
                            Subject.both(s.evidence("dma.pal"), Subject.believed("linux.window", Words.hex(last))),
                            Words.hex(pal),
                            Words.hex(last));
                }));
    }
}
