package org.zpcidebug.linux;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.zpcidebug.linux.View.Layout;

/**
 * Where Linux keeps the descriptor of each irq: a radix tree up to 6.4, a maple tree from 6.5 on (kernel/irq/irqdesc.c).
 * The tree is found by its name, else among the variables that the functions use that look irqs up.
 */
@SuppressWarnings("nls")
final class IrqDescriptors {

    private static final String RADIX = "irq_desc_tree";
    private static final String MAPLE = "sparse_irqs";
    private static final List<String> USERS = List.of("irq_to_desc", "irq_get_next_irq");

    private final KernelMemory memory;
    private final KernelSymbols symbols;
    private final KernelTypes types;
    private final BooleanSupplier cancelled;
    private OptionalLong tree = OptionalLong.empty();
    private boolean isMaple;

    IrqDescriptors(KernelMemory memory, KernelSymbols symbols, KernelTypes types, BooleanSupplier cancelled) {
        this.memory = memory;
        this.symbols = symbols;
        this.types = types;
        this.cancelled = cancelled;
    }

    /** The virtual address of each irq's descriptor. */
    Map<Integer, Long> read() throws Problem {
        if (tree.isEmpty()) {
            find();
        }
        return read(tree.getAsLong());
    }

    private Map<Integer, Long> read(long address) throws Problem {
        if (isMaple) {
            long root = memory.u64(address + Layout.of(types, "maple_tree").offset("ma_root", Long.BYTES));
            return IndexTree.read(memory, new MapleShape(types), root, cancelled);
        }
        long root = memory.u64(address + Layout.of(types, "xarray").offset("xa_head", Long.BYTES));
        return IndexTree.read(memory, new XarrayShape(types), root, cancelled);
    }

    private void find() throws Problem {
        OptionalLong maple = symbols.address(MAPLE);
        OptionalLong radix = symbols.address(RADIX);
        if (maple.isPresent() || radix.isPresent()) {
            isMaple = maple.isPresent();
            tree = isMaple ? maple : radix;
            return;
        }
        int number = Layout.of(types, "irq_desc").offset("irq_data.irq", Integer.BYTES);
        for (long candidate : CodeTargets.of(memory, symbols, USERS)) {
            for (boolean maybe : new boolean[] {false, true}) {
                isMaple = maybe;
                if (Known.from(() -> isTree(candidate, number)).orElse(false)) {
                    tree = OptionalLong.of(candidate);
                    return;
                }
            }
        }
        throw Problem.of("irq.noTree");
    }

    /** Whether what is there leads to descriptors that know their own numbers. */
    private boolean isTree(long candidate, int number) throws Problem {
        Map<Integer, Long> found = read(candidate);
        int checked = 0;
        for (Map.Entry<Integer, Long> irq : found.entrySet()) {
            if (memory.read(irq.getValue() + number, Integer.BYTES).u32(0) != irq.getKey()) {
                return false;
            }
            checked++;
            if (checked == Byte.SIZE) {
                break;
            }
        }
        return checked > 0;
    }
}
