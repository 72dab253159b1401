package org.zpcidebug.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.zpcidebug.s390.BigEndian;

/**
 * Reads all pointers of a tree that Linux keeps by number, level by level, so that a level takes few batches. Bounded
 * whatever the memory holds: a tree that changes meanwhile may give too little, never too much.
 */
@SuppressWarnings("nls")
final class IndexTree {

    private static final int MAX_LEVELS = 16;
    private static final int MAX_NODES = 1 << 16;
    private static final int MAX_ENTRIES = 1 << 19;
    private static final int NODES_A_BATCH = 4096;

    /**
     * An entry and the numbers that it stands for.
     *
     * @param entry as Linux stores it
     * @param first lowest number
     * @param last highest number
     */
    record Slot(long entry, long first, long last) {}

    /** How a kind of tree is laid out. */
    interface Shape {

        /** Whether the entry points to a node. */
        boolean isNode(long entry);

        /** Whether the entry is a pointer that somebody stored. */
        boolean isPointer(long entry);

        /** The virtual address of a node. */
        long address(long entry);

        /** The length of a node. */
        int bytes();

        /** Gives what a node holds. */
        void expand(Slot node, BigEndian bytes, Consumer<Slot> slots) throws Problem;
    }

    private final KernelMemory memory;
    private final Shape shape;
    private final BooleanSupplier cancelled;
    private final Map<Integer, Long> pointers = new TreeMap<>();
    private List<Slot> next = new ArrayList<>();
    private int nodes;

    private IndexTree(KernelMemory memory, Shape shape, BooleanSupplier cancelled) {
        this.memory = memory;
        this.shape = shape;
        this.cancelled = cancelled;
    }

    /**
     * All pointers by number.
     *
     * @param root the tree's first entry
     */
    static Map<Integer, Long> read(KernelMemory memory, Shape shape, long root, BooleanSupplier cancelled)
            throws Problem {
        IndexTree tree = new IndexTree(memory, shape, cancelled);
        tree.take(new Slot(root, 0, shape.isNode(root) ? -1 : 0));
        for (int level = 0; level < MAX_LEVELS && !tree.next.isEmpty(); level++) {
            List<Slot> current = tree.next;
            tree.next = new ArrayList<>();
            for (int i = 0; i < current.size(); i += NODES_A_BATCH) {
                tree.expand(current.subList(i, Math.min(current.size(), i + NODES_A_BATCH)));
            }
        }
        return tree.pointers;
    }

    private void expand(List<Slot> some) throws Problem {
        if (cancelled.getAsBoolean()) {
            throw Problem.of("memory.cancelled");
        }
        KernelMemory.Batch batch = memory.new Batch();
        some.forEach(slot -> batch.add(shape.address(slot.entry), shape.bytes()));
        batch.run();
        for (int i = 0; i < some.size(); i++) {
            shape.expand(some.get(i), batch.get(i), this::take);
        }
    }

    private void take(Slot slot) {
        if (shape.isNode(slot.entry)) {
            if (nodes < MAX_NODES) {
                nodes++;
                next.add(slot);
            }
        } else if (shape.isPointer(slot.entry)
                && slot.first >= 0
                && slot.first <= Integer.MAX_VALUE
                && pointers.size() < MAX_ENTRIES) {
            pointers.put((int) slot.first, slot.entry);
        }
    }
}
