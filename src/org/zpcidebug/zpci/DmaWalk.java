package org.zpcidebug.zpci;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.zpci.DmaTranslation.Verdict;
import org.zpcidebug.zpci.TranslationTable.Place;

/**
 * Follows one DMA address through the tables, as they are at that moment. At most five small reads, one after another:
 * tables above the page table cannot form a circle, because each step goes down a level.
 */
public final class DmaWalk {

    private final AbsoluteStorage storage;
    private final DmaSpace space;
    private final long iova;
    private final List<WalkStep> steps = new ArrayList<>();

    private DmaWalk(AbsoluteStorage storage, DmaSpace space, long iova) {
        this.storage = storage;
        this.space = space;
        this.iova = iova;
    }

    /** Translates a DMA address. */
    public static DmaTranslation translate(AbsoluteStorage storage, DmaSpace space, long iova) {
        return new DmaWalk(storage, space, iova).run();
    }

    private DmaTranslation run() {
        if (!space.reach().contains(iova)) {
            return end(Verdict.OUTSIDE, 0);
        }
        OptionalLong direct = space.direct(iova);
        if (direct.isPresent()) {
            boolean readOnly = space.iota().translates() && space.iota().isProtected();
            return end(readOnly ? Verdict.READ_ONLY : Verdict.MAPPED, direct.getAsLong());
        }
        if (!space.iota().designation().isTable()) {
            return end(Verdict.UNKNOWN_FORMAT, 0);
        }
        return down(TranslationTable.first(space));
    }

    private DmaTranslation down(Place first) {
        Place place = first;
        while (true) {
            int index = place.level().index(iova);
            Optional<TableEntry> read = read(place, index);
            if (read.isEmpty()) {
                return end(Verdict.UNREADABLE, 0);
            }
            TableEntry entry = read.get();
            if (!entry.isValid()) {
                return end(verdict(entry), 0);
            }
            if (entry.isFrame()) {
                boolean writable = place.writable() && !entry.isProtected();
                long offset = iova & place.level().span() - 1;
                return end(writable ? Verdict.MAPPED : Verdict.READ_ONLY, entry.origin() + offset);
            }
            place = place.below(index, entry);
        }
    }

    private Optional<TableEntry> read(Place place, int index) {
        StorageRead read = storage.read(place.entryAddress(index), Long.BYTES);
        Optional<TableEntry> entry = read.isReadable()
                ? Optional.of(new TableEntry(place.level(), read.bytes().u64(0)))
                : Optional.empty();
        steps.add(new WalkStep(place.level(), place.origin(), index, place.entryAddress(index), entry, read.problem()));
        return entry;
    }

    private static Verdict verdict(TableEntry entry) {
        return switch (entry.state()) {
            case NEVER_USED -> Verdict.NEVER_MAPPED;
            case STALE -> Verdict.UNMAPPED;
            default -> Verdict.TABLE_ERROR;
        };
    }

    private DmaTranslation end(Verdict verdict, long address) {
        return new DmaTranslation(space, iova, List.copyOf(steps), verdict, address);
    }
}
