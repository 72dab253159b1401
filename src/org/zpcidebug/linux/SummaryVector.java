package org.zpcidebug.linux;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.zpci.InterruptRegistration;

/**
 * Linux's summary bits, one for each PCI function, which {@code zpci_sbv} points to. Linux makes them once while it
 * starts, so they are looked for until they are found. With a function's own vector they give back what Linux
 * registered.
 */
@SuppressWarnings("nls")
final class SummaryVector {

    /** Linux uses one interruption subclass for all PCI functions. */
    private static final int PCI_SUBCLASS = 2;

    private static final List<String> USERS =
            List.of("zpci_floating_irq_handler", "zpci_set_airq", "zpci_set_irq", "zpci_clear_irq");
    private static final long ALLOCATED_BITS = 1;
    private static final long MAX_BITS = 65_536;
    private static final long MAX_INTERRUPTS = 4095;
    private static final int BITS_A_WORD = Long.SIZE;

    private final KernelMemory memory;
    private final KernelSymbols symbols;
    private final KernelTypes types;
    private OptionalLong vector = OptionalLong.empty();
    private long bits;

    SummaryVector(KernelMemory memory, KernelSymbols symbols, KernelTypes types) {
        this.memory = memory;
        this.symbols = symbols;
        this.types = types;
    }

    /**
     * What Linux registered for a function.
     *
     * @param indicators the function's {@code struct airq_iv}
     * @param summaryBit the number of its summary bit
     */
    InterruptRegistration registration(View indicators, long summaryBit) throws Problem {
        find();
        if (Long.compareUnsigned(summaryBit, bits) >= 0) {
            throw Problem.of("irq.summaryBit", Long.toUnsignedString(summaryBit));
        }
        long count = indicators.number("end");
        if (Long.compareUnsigned(count, MAX_INTERRUPTS) > 0) {
            throw Problem.of("irq.count", Long.toUnsignedString(count));
        }
        return new InterruptRegistration(
                PCI_SUBCLASS,
                (int) count,
                memory.absolute(indicators.number("vector")),
                0,
                true,
                vector.getAsLong() + summaryBit / BITS_A_WORD * Long.BYTES,
                (int) (summaryBit % BITS_A_WORD));
    }

    private void find() throws Problem {
        if (vector.isPresent()) {
            return;
        }
        Layout layout = Layout.of(types, "airq_iv");
        OptionalLong variable = symbols.address("zpci_sbv");
        List<Long> candidates =
                variable.isPresent() ? List.of(variable.getAsLong()) : CodeTargets.of(memory, symbols, USERS);
        for (long candidate : candidates) {
            Optional<View> found = at(layout, candidate);
            if (found.isPresent()) {
                bits = found.get().number("bits");
                vector = OptionalLong.of(memory.absolute(found.get().number("vector")));
                return;
            }
        }
        throw Problem.of("irq.noSummary");
    }

    /** The structure that this variable points to, if it is one of bits that are given out singly. */
    private Optional<View> at(Layout layout, long variable) {
        Known<View> view = Known.from(() -> {
            View read = View.read(memory, layout, memory.u64(variable));
            boolean plausible = (read.number("flags") & ALLOCATED_BITS) != 0
                    && read.number("bits") > 0
                    && read.number("bits") <= MAX_BITS
                    && Long.compareUnsigned(read.number("end"), read.number("bits")) <= 0;
            memory.u64(read.number("vector"));
            if (!plausible) {
                throw Problem.of("irq.noSummary");
            }
            return read;
        });
        return Optional.ofNullable(view.orElse(null));
    }
}
