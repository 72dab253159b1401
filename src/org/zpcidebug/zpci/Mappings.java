package org.zpcidebug.zpci;

import java.util.Arrays;
import org.zpcidebug.s390.AbsoluteStorage;

/**
 * The valid mappings of a DMA address space at one moment, in the order of their DMA addresses, two numbers each: a
 * million take 16 MB.
 */
public final class Mappings implements MappingTable {

    private static final int KIND = 3;
    private static final int READ_ONLY = 4;
    private static final long ADDRESS = ~0xfffL;
    private static final long[] SIZES = {1L << 12, 1L << 20, 1L << 31};

    /** The size of a row is none of the usual ones; there is but one row then. */
    private static final int UNUSUAL = SIZES.length;

    private final long[] iovas;

    /** The absolute address, with what else there is to know in the low bits. */
    private final long[] targets;

    private final int size;
    private final long unusual;

    private Mappings(Builder builder) {
        this.size = builder.size;
        this.iovas = builder.iovas;
        this.targets = builder.targets;
        this.unusual = builder.unusual;
    }

    /** The mappings with how reading them went. */
    public record Reading(Mappings mappings, ScanResult result) {}

    /** Reads all mappings of a space. */
    public static Reading read(AbsoluteStorage storage, DmaSpace space, ScanLimits limits) {
        Builder builder = new Builder();
        ScanResult result = TableScan.run(storage, space, limits, builder);
        return new Reading(builder.build(), result);
    }

    /** Collects mappings, which have to come in the order of their DMA addresses and at multiples of 4 KiB. */
    public static final class Builder implements MappingSink {

        private long[] iovas = new long[256];
        private long[] targets = new long[256];
        private int size;
        private long unusual;

        @Override
        public void mapping(long iova, long address, long bytes, boolean writable) {
            if (size == iovas.length) {
                iovas = Arrays.copyOf(iovas, 2 * size);
                targets = Arrays.copyOf(targets, 2 * size);
            }
            iovas[size] = iova;
            targets[size] = address & ADDRESS | kind(bytes) | (writable ? 0 : READ_ONLY);
            size++;
        }

        private int kind(long bytes) {
            for (int i = 0; i < SIZES.length; i++) {
                if (bytes == SIZES[i]) {
                    return i;
                }
            }
            unusual = bytes;
            return UNUSUAL;
        }

        /** What was collected; the builder is not to be used any more. */
        public Mappings build() {
            return new Mappings(this);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long iova(int row) {
        return iovas[checked(row)];
    }

    @Override
    public long address(int row) {
        return targets[checked(row)] & ADDRESS;
    }

    @Override
    public long bytes(int row) {
        int kind = (int) targets[checked(row)] & KIND;
        return kind == UNUSUAL ? unusual : SIZES[kind];
    }

    @Override
    public boolean isWritable(int row) {
        return (targets[checked(row)] & READ_ONLY) == 0;
    }

    /** The arrays are longer. */
    private int checked(int row) {
        if (row >= size) {
            throw new IndexOutOfBoundsException(row);
        }
        return row;
    }

    /** Whether two rows, maybe of different times, lead to the same place in the same way. */
    boolean isSame(int row, Mappings other, int otherRow) {
        return targets[checked(row)] == other.targets[other.checked(otherRow)] && bytes(row) == other.bytes(otherRow);
    }

    /** The row that holds this DMA address, or -1 - n where n rows lie before it. */
    public int find(long iova) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(iova, iovas[middle]) < 0) {
                high = middle - 1;
            } else if (Long.compareUnsigned(iova - iovas[middle], bytes(middle) - 1) > 0) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1 - low;
    }

    /** The mappings as rows that can be chosen and sorted. */
    public MappingRows rows() {
        return MappingRows.all(this);
    }
}
