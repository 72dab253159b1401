package org.zpcidebug.zpci;

import org.zpcidebug.s390.TestStorage;
import org.zpcidebug.zpci.Iota.Designation;

/** Builds I/O translation tables as an operating system does: every entry is invalid until it is set. */
final class TestTables {

    static final int MEMORY = 4 << 20;

    final TestStorage storage = new TestStorage(MEMORY);
    private final TableLevel top;
    private final long root;
    private long free = 1 << 20;

    TestTables(TableLevel top) {
        this.top = top;
        this.root = table(top);
    }

    Iota iota() {
        return Iota.ofTable(root, Designation.values()[top.ordinal() - 1]);
    }

    DmaSpace space() {
        return new DmaSpace(iota(), DmaSpace.EVERYTHING);
    }

    DmaSpace space(long first, long last) {
        return new DmaSpace(iota(), new DmaWindow(first, last));
    }

    /** A new table without valid entries. */
    long table(TableLevel level) {
        long origin = free + level.tableBytes() - 1 & -level.tableBytes();
        free = origin + level.tableBytes();
        for (int i = 0; i < level.entries(); i++) {
            storage.u64(origin + 8L * i, level == TableLevel.PAGE ? 0x400 : 0x20);
        }
        return origin;
    }

    /** The entry that a table needs to have for a table below it. */
    static long pointer(TableLevel level, long table) {
        return switch (level) {
            case REGION_FIRST -> table | 0xf;
            case REGION_SECOND -> table | 0xb;
            case REGION_THIRD -> table | 0x7;
            default -> table;
        };
    }

    /** Where the entry for a DMA address is in the table of that level; tables above it are made as needed. */
    long entry(TableLevel level, long iova) {
        long table = root;
        for (TableLevel at = top; at != level; at = at.below()) {
            long place = table + 8L * at.index(iova);
            if (storage.u64(place) == 0x20) {
                storage.u64(place, pointer(at, table(at.below())));
            }
            table = storage.u64(place) & -at.below().tableBytes();
        }
        return table + 8L * level.index(iova);
    }

    TestTables set(TableLevel level, long iova, long bits) {
        storage.u64(entry(level, iova), bits);
        return this;
    }

    TestTables map(long iova, long frame) {
        return set(TableLevel.PAGE, iova, frame);
    }
}
