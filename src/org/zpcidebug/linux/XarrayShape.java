package org.zpcidebug.linux;

import java.util.function.Consumer;
import org.zpcidebug.linux.IndexTree.Slot;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.s390.BigEndian;

/**
 * The nodes of an XArray, which Linux's radix tree is too (include/linux/xarray.h, 4.20 and later): the two lowest bits
 * of an entry tell pointers (00) from what the tree has for itself (10), and those above 4096 are nodes.
 */
@SuppressWarnings("nls")
final class XarrayShape implements IndexTree.Shape {

    private static final int KIND = 3;
    private static final int INTERNAL = 2;
    private static final long FIRST_NODE = 4096;
    private static final int MAX_SHIFT = 57;

    private final Layout node;
    private final Field shift;
    private final Field slots;

    XarrayShape(KernelTypes types) throws Problem {
        node = Layout.of(types, "xa_node");
        shift = node.field("shift");
        slots = node.field("slots");
    }

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
        return entry - INTERNAL;
    }

    @Override
    public int bytes() {
        return node.structure().bytes();
    }

    @Override
    public void expand(Slot parent, BigEndian bytes, Consumer<Slot> found) throws Problem {
        long bits = shift.unsigned(bytes);
        if (bits > MAX_SHIFT) {
            throw Problem.of("irq.tree");
        }
        for (int i = 0; i < slots.bytes() / Long.BYTES; i++) {
            long entry = bytes.u64(slots.offset() + i * Long.BYTES);
            long first = parent.first() + ((long) i << bits);
            // The lowest level holds no nodes.
            if (entry != 0 && !(bits == 0 && isNode(entry))) {
                found.accept(new Slot(entry, first, first));
            }
        }
    }
}
