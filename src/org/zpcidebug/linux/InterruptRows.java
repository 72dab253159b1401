package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.zpcidebug.linux.View.Layout;

/**
 * The counters of /proc/interrupts that all PCI functions share: elements of {@code irq_stat}, of which each CPU has its
 * own (arch/s390/kernel/irq.c).
 */
@SuppressWarnings("nls")
final class InterruptRows {

    private static final String CLASSES = "interruption_class";
    private static final List<String> NAMES = List.of("PCF", "PCD", "MSI", "GAL");
    private static final List<String> USERS =
            List.of("zpci_floating_irq_handler", "zpci_directed_irq_handler", "zpci_handle_cpu_local_irq");
    /** Variables that CPUs share begin at a cache line. */
    private static final long ALIGNMENT = 256;

    private final Map<String, Long> offsets = new LinkedHashMap<>();
    private final long array;

    InterruptRows(KernelMemory memory, KernelSymbols symbols, KernelTypes types) throws Problem {
        Field counters = Layout.of(types, "irq_stat").field("irqs");
        for (String name : NAMES) {
            OptionalLong index = types.enumerator(CLASSES, "IRQIO_" + name);
            if (index.isPresent()
                    && index.getAsLong() >= 0
                    && (index.getAsLong() + 1) * Integer.BYTES <= counters.bytes()) {
                offsets.put(name, counters.offset() + index.getAsLong() * Integer.BYTES);
            }
        }
        if (offsets.isEmpty()) {
            throw Problem.of("types.noField", CLASSES, "IRQIO_PCF");
        }
        OptionalLong symbol = symbols.address("irq_stat");
        array = symbol.isPresent() ? symbol.getAsLong() : fromCode(memory, symbols);
    }

    /**
     * All functions that take interruptions of PCI count in the same variable, and use nothing else in common. Kernels
     * built to run anywhere load its address from a table.
     */
    private static long fromCode(KernelMemory memory, KernelSymbols symbols) throws Problem {
        List<Long> common = new ArrayList<>(CodeTargets.of(memory, symbols, List.of(USERS.get(0))));
        for (String user : USERS) {
            common.retainAll(CodeTargets.of(memory, symbols, List.of(user)));
        }
        for (long target : common) {
            for (long candidate : new long[] {memory.u64(target), target}) {
                if (candidate != 0 && candidate % ALIGNMENT == 0) {
                    return candidate;
                }
            }
        }
        throw Problem.of("irq.noRows");
    }

    /** Asks for all counters of a CPU; gives the number of the first request. */
    int add(KernelMemory.Batch batch, long cpuOffset) {
        int first = -1;
        for (long offset : offsets.values()) {
            int number = batch.add(array + offset + cpuOffset, Integer.BYTES);
            first = first < 0 ? number : first;
        }
        return first;
    }

    /** The counts of all CPUs by name. */
    Map<String, List<Long>> get(KernelMemory.Batch batch, List<Integer> requests) throws Problem {
        Map<String, List<Long>> rows = new LinkedHashMap<>();
        int index = 0;
        for (String name : offsets.keySet()) {
            List<Long> counts = new ArrayList<>();
            for (int request : requests) {
                counts.add(batch.get(request + index).u32(0));
            }
            rows.put(name, List.copyOf(counts));
            index++;
        }
        return rows;
    }
}
