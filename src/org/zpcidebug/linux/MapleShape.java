package org.zpcidebug.linux;

import java.util.function.Consumer;
import org.zpcidebug.linux.IndexTree.Slot;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.s390.BigEndian;

/**
 * The nodes of a maple tree (include/linux/maple_tree.h, 6.1 and later): a pointer to a node has its type in bits 3 to 6
 * from the right, and slot n of a node stands for the numbers up to pivot n.
 */
@SuppressWarnings("nls")
final class MapleShape implements IndexTree.Shape {

    private static final int NODE_BYTES = 256;
    private static final int KIND = 3;
    private static final int INTERNAL = 2;
    private static final long FIRST_NODE = 4096;
    private static final int TYPE_SHIFT = 3;
    private static final int TYPE_MASK = 0xf;
    private static final int DENSE = 0;
    private static final int LEAF = 1;
    private static final int RANGE = 2;
    private static final int GAPS = 3;

    private final Field rangePivots;
    private final Field rangeSlots;
    private final Field gapPivots;
    private final Field gapSlots;

    MapleShape(KernelTypes types) throws Problem {
        Layout range = Layout.of(types, "maple_range_64");
        rangePivots = inNode(range.field("pivot"));
        rangeSlots = inNode(range.field("slot"));
        Layout gaps = Layout.of(types, "maple_arange_64");
        gapPivots = inNode(gaps.field("pivot"));
        gapSlots = inNode(gaps.field("slot"));
    }

    private static Field inNode(Field field) throws Problem {
        if (!field.fits(NODE_BYTES)) {
            throw Problem.of("irq.tree");
        }
        return field;
    }

    /** Inner nodes hold only nodes, and leaves only what was stored: the parent decides. */
    @Override
    public boolean isNode(long entry) {
        return (entry & KIND) == INTERNAL && Long.compareUnsigned(entry, FIRST_NODE) > 0;
    }

    @Override
    public boolean isPointer(long entry) {
        return (entry & KIND) == 0 && entry != 0;
    }

    @Override
    public long address(long entry) {
        return entry & -NODE_BYTES;
    }

    @Override
    public int bytes() {
        return NODE_BYTES;
    }

    @Override
    public void expand(Slot node, BigEndian bytes, Consumer<Slot> found) throws Problem {
        int type = (int) (node.entry() >>> TYPE_SHIFT) & TYPE_MASK;
        switch (type) {
            case LEAF ->
                expand(node, bytes, rangePivots, rangeSlots, slot -> {
                    if (isPointer(slot.entry())) {
                        found.accept(slot);
                    }
                });
            case RANGE -> expand(node, bytes, rangePivots, rangeSlots, slot -> inner(slot, found));
            case GAPS -> expand(node, bytes, gapPivots, gapSlots, slot -> inner(slot, found));
            case DENSE -> throw Problem.of("irq.tree");
            default -> throw Problem.of("irq.tree");
        }
    }

    /** In inner nodes the low bits of an entry hold its type only: bit 1 says that it is a node that is not the root. */
    private void inner(Slot slot, Consumer<Slot> found) {
        if (Long.compareUnsigned(slot.entry(), FIRST_NODE) > 0) {
            found.accept(new Slot(slot.entry() & ~(long) KIND | INTERNAL, slot.first(), slot.last()));
        }
    }

    private static void expand(Slot node, BigEndian bytes, Field pivots, Field slots, Consumer<Slot> found) {
        int pivotCount = pivots.bytes() / Long.BYTES;
        long first = node.first();
        for (int i = 0; i < slots.bytes() / Long.BYTES; i++) {
            long pivot = i < pivotCount ? bytes.u64(pivots.offset() + i * Long.BYTES) : node.last();
            // The first pivot of 0 but for slot 0 ends the list; the slot with it goes up to the node's end.
            boolean isEnd = i > 0 && pivot == 0 || Long.compareUnsigned(pivot, node.last()) >= 0;
            long last = isEnd ? node.last() : pivot;
            if (Long.compareUnsigned(last, first) < 0) {
                return;
            }
            long entry = bytes.u64(slots.offset() + i * Long.BYTES);
            if (entry != 0) {
                found.accept(new Slot(entry, first, last));
            }
            if (isEnd) {
                return;
            }
            first = last + 1;
        }
    }
}
