package org.zpcidebug.ui.translation;

import java.util.BitSet;
import java.util.Optional;
import org.zpcidebug.inspect.TableReading;
import org.zpcidebug.zpci.MappedAreas;
import org.zpcidebug.zpci.MappingChanges;
import org.zpcidebug.zpci.MappingRows;
import org.zpcidebug.zpci.Mappings;
import org.zpcidebug.zpci.ScanResult;

/**
 * The mappings of one function as they were read last, with what differs from the reading before. Immutable; made off
 * the UI thread.
 *
 * @param mappings none when they could not be read
 * @param areas where these are
 * @param fresh rows of the mappings whose DMA address had none before
 * @param moved rows of the mappings that led elsewhere before, or in another way
 * @param gone mappings of the reading before whose DMA address has none any more
 * @param goesOn whether these are only the first mappings, and all are being read
 */
record MappingState(
        long fid,
        TableReading<Mappings.Reading> reading,
        Mappings mappings,
        MappedAreas areas,
        BitSet fresh,
        BitSet moved,
        Mappings gone,
        boolean goesOn) {

    private static final Mappings NONE = new Mappings.Builder().build();
    private static final MappedAreas NOWHERE = MappedAreas.of(NONE);

    /** The state after a reading; a first one, or one of another function, has no changes. */
    static MappingState of(long fid, TableReading<Mappings.Reading> reading, Optional<MappingState> before) {
        if (!reading.result().isKnown()) {
            return new MappingState(fid, reading, NONE, NOWHERE, new BitSet(), new BitSet(), NONE, false);
        }
        Mappings now = reading.result().value().mappings();
        MappedAreas areas = MappedAreas.of(now);
        if (before.isEmpty() || !before.get().isComparable(fid)) {
            return new MappingState(fid, reading, now, areas, new BitSet(), new BitSet(), NONE, false);
        }
        MappingChanges changes = MappingChanges.between(before.get().mappings, now);
        return new MappingState(
                fid, reading, now, areas, rows(changes.mapped()), rows(changes.moved()), copy(changes), false);
    }

    /** The same of a reading that was to list only the first mappings, if it left any out. */
    MappingState firstOf(boolean isBounded) {
        boolean isCut = isBounded
                && reading.result().isKnown()
                && reading.result().value().result().end() == ScanResult.End.TOO_MANY_MAPPINGS;
        return isCut ? new MappingState(fid, reading, mappings, areas, fresh, moved, gone, true) : this;
    }

    private boolean isComparable(long other) {
        return fid == other && isComplete();
    }

    /** Whether these are all mappings there were. */
    boolean isComplete() {
        return reading.result().isKnown() && reading.result().value().result().isComplete();
    }

    private static BitSet rows(MappingRows rows) {
        BitSet numbers = new BitSet();
        for (int i = 0; i < rows.size(); i++) {
            numbers.set(rows.source(i));
        }
        return numbers;
    }

    private static Mappings copy(MappingChanges changes) {
        MappingRows gone = changes.unmapped();
        Mappings.Builder copy = new Mappings.Builder();
        for (int i = 0; i < gone.size(); i++) {
            copy.mapping(gone.iova(i), gone.address(i), gone.bytes(i), gone.isWritable(i));
        }
        return copy.build();
    }

    /** Whether anything differs from the reading before. */
    boolean hasChanges() {
        return !fresh.isEmpty() || !moved.isEmpty() || gone.size() > 0;
    }
}
