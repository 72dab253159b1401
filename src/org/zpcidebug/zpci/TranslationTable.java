package org.zpcidebug.zpci;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;

/**
 * An I/O translation table as it was read, whole.
 *
 * @param place where it is and what it is for
 * @param bytes its entries, null when it is unreadable
 * @param problem why it is unreadable, in words; null when it was read
 */
public record TranslationTable(Place place, BigEndian bytes, String problem) {

    /**
     * Where a table is.
     *
     * @param origin absolute address
     * @param iova the first DMA address that it is for
     * @param writable whether the tables above allow writing
     */
    public record Place(TableLevel level, long origin, long iova, boolean writable) {

        private Extent extent() {
            return new Extent(origin, level.tableBytes());
        }

        /** The absolute address of an entry. */
        public long entryAddress(int index) {
            return origin + (long) index * Long.BYTES;
        }

        /** The first DMA address of an entry. */
        public long entryIova(int index) {
            return iova + index * level.span();
        }

        /** The first entry for addresses of a window, which has some in common with this table. */
        int firstIndex(DmaWindow window) {
            return Long.compareUnsigned(window.first(), iova) <= 0 ? 0 : level.index(window.first());
        }

        /** The last such entry. */
        int lastIndex(DmaWindow window) {
            boolean isWhole = Long.compareUnsigned(window.last(), iova + level.reach()) >= 0;
            return isWhole ? level.entries() - 1 : level.index(window.last());
        }

        /** What an entry of this table leads to. */
        Place below(int index, TableEntry entry) {
            return new Place(level.below(), entry.origin(), entryIova(index), writable && !entry.isProtected());
        }
    }

    /** The first table of an address space whose anchor designates one. */
    public static Place first(DmaSpace space) {
        TableLevel level = TableLevel.of(space.iota().designation()).orElseThrow();
        return new Place(level, space.iota().origin(), 0, !space.iota().isProtected());
    }

    /** Reads tables in one batch. */
    public static List<TranslationTable> read(AbsoluteStorage storage, List<Place> places) {
        List<Extent> extents = new ArrayList<>(places.size());
        for (Place place : places) {
            extents.add(place.extent());
        }
        List<StorageRead> reads = storage.read(extents);
        List<TranslationTable> tables = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            StorageRead read = reads.get(i);
            tables.add(new TranslationTable(places.get(i), read.bytes(), read.problem()));
        }
        return tables;
    }

    /** Whether it was read. */
    public boolean isReadable() {
        return bytes != null;
    }

    /** An entry of a table that was read. */
    public TableEntry entry(int index) {
        return new TableEntry(place.level, bits(index));
    }

    long bits(int index) {
        return bytes.u64(index * Long.BYTES);
    }
}
