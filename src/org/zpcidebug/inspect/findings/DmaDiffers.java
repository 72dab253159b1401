package org.zpcidebug.inspect.findings;

import java.util.Optional;
import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionProbe;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.Fib;

/** The DMA address space that is registered is not the one of which the guest believes it. */
@SuppressWarnings("nls")
final class DmaDiffers extends Check {

    DmaDiffers() {
        super("dma-differs", Severity.ERROR);
    }

    private static final long PAGE = 0xfff;

    @Override
    Verdict look(Subject s) {
        return probed(
                s,
                (FunctionProbe probe) -> Value.from(probe.answers().controls()),
                fib -> given(s.probe().value().then().flatMap(Belief::space), space -> compare(s, fib, space)));
    }

    private Verdict compare(Subject s, Fib fib, Optional<DmaSpace> space) {
        String theirs = space.map(DmaDiffers::words).orElse(words("none"));
        String real = fib.controls().isDmaRegistered()
                ? words(new DmaSpace(fib.iota(), new DmaWindow(fib.lowest(), fib.highest() | PAGE)))
                : words("none");
        return foundIf(
                !theirs.equals(real),
                Subject.both(
                        s.evidence("probe.state", "probe.iota", "probe.pba", "probe.pal"),
                        Subject.believed("dma.iota", theirs)),
                real,
                theirs);
    }

    private static String words(DmaSpace space) {
        return Words.hex(space.iota().bits()) + " (" + space.window() + ")";
    }
}
