package org.zpcidebug.zpci;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.zpci.Iota.Designation;
import org.zpcidebug.zpci.ScanResult.End;
import org.zpcidebug.zpci.TranslationTable.Place;

/**
 * Looks through all tables of a DMA address space, as far as its window reaches, and lists the valid mappings in the
 * order of their DMA addresses. Tables are read whole, 256 KiB of them in a batch, which then are still in the
 * processor's cache. Each step goes down a level, so a table that leads to itself ends at the page tables; what such
 * tables multiply to is held by the limits. A running guest changes its tables meanwhile: each table is as it was when
 * it was read.
 */
public final class TableScan {

    private static final int BATCH_BYTES = 1 << 18;
    private static final int ALIGNMENT = 4096;
    private static final int PAGE_TABLE_BYTES = TableLevel.PAGE.tableBytes();

    private final AbsoluteStorage storage;
    private final DmaSpace space;
    private final DmaWindow window;
    private final ScanLimits limits;
    private final MappingSink sink;
    private final ScanTally tally = new ScanTally();

    /** A batch of page tables, big-endian as they are, and where they come from. */
    private ByteBuffer tables;

    private final long[] origins = new long[BATCH_BYTES / PAGE_TABLE_BYTES];

    /** Null while it goes on. */
    private End end;

    private long mappings;
    private long bytes;
    private long largeFrames;
    private long readOnly;
    private long stale;

    private TableScan(AbsoluteStorage storage, DmaSpace space, DmaWindow part, ScanLimits limits, MappingSink sink) {
        this.storage = storage;
        this.space = space;
        this.window = space.reach().intersection(part);
        this.limits = limits;
        this.sink = sink;
    }

    /** Lists all mappings of the space. */
    public static ScanResult run(AbsoluteStorage storage, DmaSpace space, ScanLimits limits, MappingSink sink) {
        return run(storage, space, DmaSpace.EVERYTHING, limits, sink);
    }

    /** Lists the mappings of a part of the space, reading no tables but those for it. */
    public static ScanResult run(
            AbsoluteStorage storage, DmaSpace space, DmaWindow part, ScanLimits limits, MappingSink sink) {
        return new TableScan(storage, space, part, limits, sink).run();
    }

    private ScanResult run() {
        Iota iota = space.iota();
        if (window.isEmpty()) {
            end = End.COMPLETE;
        } else if (!iota.translates() || iota.designation() == Designation.PAGE_FRAME) {
            direct();
        } else if (!iota.designation().isTable()) {
            end = End.UNKNOWN_FORMAT;
        } else {
            descend(List.of(TranslationTable.first(space)));
        }
        return tally.result(end == null ? End.COMPLETE : end, mappings, bytes, largeFrames, readOnly, stale);
    }

    private void direct() {
        boolean writable = !space.iota().translates() || !space.iota().isProtected();
        long address = space.direct(window.first()).orElseThrow();
        emit(window.first(), address, window.bytes(), writable);
    }

    /** Goes through tables of one level that follow one another. */
    private void descend(List<Place> places) {
        TableLevel level = places.get(0).level();
        if (isOver(places.size() * (long) level.tableBytes())) {
            return;
        }
        if (level == TableLevel.PAGE) {
            pageTables(places);
            return;
        }
        List<Place> below = new ArrayList<>();
        for (TranslationTable table : TranslationTable.read(storage, places)) {
            tally.table(table.place());
            if (!table.isReadable()) {
                tally.problem(table.place(), table.problem());
            } else {
                entries(table, below);
            }
            if (end != null) {
                return;
            }
        }
        flush(below);
    }

    private void pageTables(List<Place> places) {
        if (tables == null) {
            tables = ByteBuffer.allocateDirect(BATCH_BYTES + ALIGNMENT)
                    .alignedSlice(ALIGNMENT)
                    .order(ByteOrder.nativeOrder());
        }
        for (int i = 0; i < places.size(); i++) {
            origins[i] = places.get(i).origin();
        }
        String[] unreadable = storage.readBlocks(origins, places.size(), PAGE_TABLE_BYTES, tables);
        LongBuffer numbers = tables.asLongBuffer();
        for (int i = 0; i < places.size() && end == null; i++) {
            Place place = places.get(i);
            tally.table(place);
            if (unreadable != null && unreadable[i] != null) {
                tally.problem(place, unreadable[i]);
            } else {
                pages(new PageTable(place, numbers, i, window));
            }
        }
    }

    private boolean isOver(long more) {
        if (limits.cancelled().getAsBoolean()) {
            end = End.CANCELLED;
        } else if (tally.bytesRead() + more > limits.tableBytes()) {
            end = End.TOO_MANY_TABLES;
        }
        return end != null;
    }

    private void flush(List<Place> below) {
        if (!below.isEmpty() && end == null) {
            descend(below);
            below.clear();
        }
    }

    private void entries(TranslationTable table, List<Place> below) {
        Place place = table.place();
        int most = BATCH_BYTES / place.level().below().tableBytes();
        int last = place.lastIndex(window);
        for (int i = place.firstIndex(window); i <= last && end == null; i++) {
            TableEntry entry = table.entry(i);
            if (!entry.isInvalid()) {
                if (!entry.isValid()) {
                    tally.entryProblem(place, i, entry);
                } else if (entry.isFrame()) {
                    flush(below);
                    largeFrame(place, i, entry);
                } else {
                    below.add(place.below(i, entry));
                    if (below.size() == most) {
                        flush(below);
                    }
                }
            }
        }
    }

    private void largeFrame(Place place, int index, TableEntry entry) {
        if (end == null) {
            largeFrames++;
            boolean writable = place.writable() && !entry.isProtected();
            emit(place.entryIova(index), entry.origin(), place.level().span(), writable);
        }
    }

    private void pages(PageTable table) {
        table.removeErrors(tally);
        if (table.size() > limits.mappings() - mappings) {
            end = End.TOO_MANY_MAPPINGS;
            table.keep((int) (limits.mappings() - mappings));
        }
        mappings += table.size();
        bytes += table.size() * PageRow.BYTES;
        readOnly += table.readOnly();
        stale += table.stale();
        if (table.size() > 0) {
            sink.pages(table);
        }
    }

    private void emit(long iova, long address, long size, boolean writable) {
        if (mappings == limits.mappings()) {
            end = End.TOO_MANY_MAPPINGS;
            return;
        }
        mappings++;
        bytes += size;
        readOnly += writable ? 0 : 1;
        sink.mapping(iova, address, size, writable);
    }
}
