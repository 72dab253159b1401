package org.zpcidebug.linux;

import java.util.List;
import java.util.Optional;
import org.zpcidebug.zpci.InterruptBits;

/**
 * The interrupts of one function.
 *
 * @param bits a sample of the indicator and summary bits
 * @param irqs what Linux has made of each interrupt, by its number; empty where it uses none. The same list as in the
 *     reading before as long as nothing changed
 * @param counts how often each was taken
 */
public record FunctionInterrupts(
        Known<InterruptBits> bits, Known<List<Optional<IrqDescription>>> irqs, Known<InterruptCounts> counts) {

    /** A function of which nothing could be read. */
    static FunctionInterrupts unknown(String problem) {
        return new FunctionInterrupts(Known.unknown(problem), Known.unknown(problem), Known.unknown(problem));
    }
}
