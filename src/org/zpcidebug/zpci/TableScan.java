package org.zpcidebug.zpci;

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
    private static final int PAGE_INVALID_SHIFT = Integer.numberOfTrailingZeros(TableEntry.PAGE_INVALID);
    private static final int PROTECTED_SHIFT = Integer.numberOfTrailingZeros(TableEntry.PROTECTED);

    private final AbsoluteStorage storage;
    private final DmaSpace space;
    private final DmaWindow window;
    private final ScanLimits limits;
    private final MappingSink sink;
    private final ScanTally tally = new ScanTally();

    /** The entries of the page table that is being looked through. */
    private final long[] entries = new long[TableLevel.PAGE.entries()];

    /** The valid ones of them. */
    private final long[] pages = new long[TableLevel.PAGE.entries()];

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
        List<TranslationTable> tables = TranslationTable.read(storage, places);
        List<Place> below = new ArrayList<>();
        for (TranslationTable table : tables) {
            tally.table(table.place());
            if (!table.isReadable()) {
                tally.problem(table.place(), table.problem());
            } else if (level == TableLevel.PAGE) {
                pages(table);
            } else {
                entries(table, below);
            }
            if (end != null) {
                return;
            }
        }
        flush(below);
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

    /** The innermost loop, for a million entries: no object, and no branch that depends on which pages are mapped. */
    private void pages(TranslationTable table) {
        Place place = table.place();
        int first = place.firstIndex(window);
        int last = place.lastIndex(window);
        table.bytes().copyTo(0, entries, entries.length);
        long protection = PageRow.flags(place.writable());
        int count = 0;
        int nameless = 0;
        int wrong = 0;
        long protectedPages = 0;
        for (int i = first; i <= last; i++) {
            long bits = entries[i];
            long valid = ~(bits >>> PAGE_INVALID_SHIFT) & 1;
            if ((bits & TableEntry.PAGE_FRAME) == 0) {
                nameless++;
                wrong += (int) valid;
            } else {
                long row = bits & PageRow.BITS | protection | i;
                pages[count] = row;
                count += (int) valid;
                protectedPages += valid & row >>> PROTECTED_SHIFT;
            }
        }
        stale += last - first + 1 - count - nameless;
        if (wrong > 0) {
            problems(table, first, last);
        }
        emitPages(place.iova(), count, protectedPages);
    }

    private void problems(TranslationTable table, int first, int last) {
        for (int i = first; i <= last; i++) {
            TableEntry entry = table.entry(i);
            if (entry.error().isPresent()) {
                tally.entryProblem(table.place(), i, entry);
            }
        }
    }

    private void emitPages(long iova, int count, long protectedPages) {
        int wanted = (int) Math.min(count, limits.mappings() - mappings);
        readOnly += protectedPages;
        for (int i = wanted; i < count; i++) {
            end = End.TOO_MANY_MAPPINGS;
            readOnly -= PageRow.isWritable(pages[i]) ? 0 : 1;
        }
        mappings += wanted;
        bytes += wanted * PageRow.BYTES;
        sink.pages(iova, pages, wanted);
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
