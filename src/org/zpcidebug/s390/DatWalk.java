package org.zpcidebug.s390;

import java.util.Locale;
import org.zpcidebug.Text;

/**
 * Dynamic address translation done by reading the tables in absolute storage, as a CPU does it, large frames included.
 * At most five reads an address; nothing is remembered, because the guest changes its tables.
 */
@SuppressWarnings("nls")
public final class DatWalk {

    private static final int ENTRY = Long.BYTES;
    private static final int ENTRIES_A_PART = 512;
    private static final long REGION_ORIGIN = ~0xfffL;
    private static final long PAGE_TABLE_ORIGIN = ~0x7ffL;
    private static final int INVALID = 0x20;
    private static final int FRAME = 0x400;
    private static final int PROTECTED = 0x200;
    private static final int OFFSET_SHIFT = 6;
    private static final int TWO_BITS = 3;
    private static final int PAGE_INVALID = 0x400;
    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_INDEX_MASK = 0xff;
    private static final long PAGE_OFFSET = 0xfff;

    private final AbsoluteStorage storage;
    private final AddressSpaceControl space;

    /** Walks the tables of that address space in that storage. */
    public DatWalk(AbsoluteStorage storage, AddressSpaceControl space) {
        this.storage = storage;
        this.space = space;
    }

    /** Translates one address. */
    public Translation translate(long virtual) {
        if (space.realSpace()) {
            return Translation.valid(virtual, virtual, true);
        }
        if (!space.level().covers(virtual)) {
            return problem(virtual, "dat.outside");
        }
        return walk(virtual, space.level(), new Table(space.origin(), 0, space.length()), true);
    }

    /** A table with the 4 KiB parts of it that exist. */
    private record Table(long origin, int firstPart, int parts) {

        boolean has(int index) {
            int part = index / ENTRIES_A_PART;
            return part >= firstPart && part < parts;
        }
    }

    private Translation walk(long virtual, DatLevel level, Table table, boolean writable) {
        int index = level.index(virtual);
        if (!table.has(index)) {
            return problem(virtual, "dat.noEntry", name(level));
        }
        StorageRead read = storage.read(table.origin + (long) index * ENTRY, ENTRY);
        if (!read.isReadable()) {
            return problem(virtual, "dat.unreadable", name(level), read.problem());
        }
        long entry = read.bytes().u64(0);
        if ((entry & INVALID) != 0) {
            return problem(virtual, "dat.invalid", name(level));
        }
        if (DatLevel.ofType(entry) != level) {
            return problem(virtual, "dat.type", name(level), Hex.of(entry));
        }
        boolean stillWritable = writable && (entry & PROTECTED) == 0;
        if (level.canNameFrame() && (entry & FRAME) != 0) {
            long frame = entry - level.offset(entry);
            return Translation.valid(virtual, frame + level.offset(virtual), stillWritable);
        }
        if (level == DatLevel.SEGMENT) {
            return page(virtual, entry & PAGE_TABLE_ORIGIN, stillWritable);
        }
        int first = (int) (entry >>> OFFSET_SHIFT) & TWO_BITS;
        int parts = ((int) entry & TWO_BITS) + 1;
        return walk(virtual, level.below(), new Table(entry & REGION_ORIGIN, first, parts), stillWritable);
    }

    private Translation page(long virtual, long origin, boolean writable) {
        int index = (int) (virtual >>> PAGE_SHIFT) & PAGE_INDEX_MASK;
        StorageRead read = storage.read(origin + (long) index * ENTRY, ENTRY);
        if (!read.isReadable()) {
            return problem(virtual, "dat.unreadable", Text.of(DatWalk.class, "dat.page"), read.problem());
        }
        long entry = read.bytes().u64(0);
        if ((entry & PAGE_INVALID) != 0) {
            return problem(virtual, "dat.invalid", Text.of(DatWalk.class, "dat.page"));
        }
        long absolute = (entry & ~PAGE_OFFSET) + (virtual & PAGE_OFFSET);
        return Translation.valid(virtual, absolute, writable && (entry & PROTECTED) == 0);
    }

    private static String name(DatLevel level) {
        return Text.of(DatWalk.class, "dat." + level.name().toLowerCase(Locale.ROOT));
    }

    private static Translation problem(long virtual, String key, Object... arguments) {
        String what = Text.of(DatWalk.class, key, arguments);
        return Translation.invalid(virtual, Text.of(DatWalk.class, "dat.problem", Hex.of(virtual), what));
    }
}
