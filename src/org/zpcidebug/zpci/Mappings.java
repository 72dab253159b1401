package org.zpcidebug.zpci;

import java.util.Arrays;
import org.zpcidebug.s390.AbsoluteStorage;

/**
 * The valid mappings of a DMA address space at one moment, in the order of their DMA addresses: a number for each, kept
 * in blocks as the page tables have them. A million take 8 MB, at most twice that.
 */
public final class Mappings implements MappingTable {

    /** A table with as many mappings takes less memory as a table than as twice as many rows. */
    private static final int DENSE = TableLevel.PAGE.entries() / 2;

    private final int size;
    private final int blocks;

    /** The first DMA address of each block. */
    private final long[] iovas;

    /** How many bytes each row of a block covers. */
    private final long[] sizes;

    /** The rows of each block that is a page table. */
    private final LazyRows[] tables;

    /** The only row of each other block. */
    private final long[] rows;

    /** The number of the first row of each block, and one more: the number of rows. */
    private final int[] starts;

    /** How many rows of each block are read-only. */
    private final int[] readOnly;

    /** The block that was asked for last, which is often asked for next. Any thread may find any value here. */
    private int hint;

    private Mappings(Builder builder) {
        size = builder.size;
        blocks = builder.blocks;
        iovas = builder.iovas;
        sizes = builder.sizes;
        tables = builder.tables;
        rows = builder.rows;
        starts = builder.starts;
        readOnly = builder.readOnly;
    }

    /**
     * A page table's mappings, or a large frame: what can be told of many rows without looking at each.
     *
     * @param iova the first DMA address that it is for
     * @param span how many bytes of DMA addresses it is for
     * @param firstRow its first row
     * @param rows how many rows it has
     * @param readOnly how many of these are read-only
     * @param rowBytes the bytes of each row
     */
    public record Part(long iova, long span, int firstRow, int rows, int readOnly, long rowBytes) {}

    /** The mappings with how reading them went. */
    public record Reading(Mappings mappings, ScanResult result) {}

    /** Reads all mappings of a space. */
    public static Reading read(AbsoluteStorage storage, DmaSpace space, ScanLimits limits) {
        Builder builder = new Builder();
        ScanResult result = TableScan.run(storage, space, limits, builder);
        return new Reading(builder.build(), result);
    }

    /** Collects mappings, which have to come in the order of their DMA addresses. */
    public static final class Builder implements MappingSink {

        private int size;
        private int blocks;
        private long[] iovas = new long[16];
        private long[] sizes = new long[16];
        private LazyRows[] tables = new LazyRows[16];
        private long[] rows = new long[16];
        private int[] starts = new int[17];
        private int[] readOnly = new int[16];

        @Override
        public void mapping(long iova, long address, long bytes, boolean writable) {
            int block = add(iova, bytes, 1);
            rows[block] = PageRow.first(address, writable);
            readOnly[block] = writable ? 0 : 1;
        }

        /** Sparse tables are made smaller, so that the mappings, whose number is bounded, bound the memory. */
        @Override
        public void pages(PageTable table) {
            int block = add(table.iova(), PageRow.BYTES, table.size());
            tables[block] = new LazyRows(table);
            readOnly[block] = table.readOnly();
            if (table.size() < DENSE) {
                tables[block].get();
            }
        }

        private int add(long iova, long bytes, int count) {
            if (blocks == iovas.length) {
                iovas = Arrays.copyOf(iovas, 2 * blocks);
                sizes = Arrays.copyOf(sizes, 2 * blocks);
                tables = Arrays.copyOf(tables, 2 * blocks);
                rows = Arrays.copyOf(rows, 2 * blocks);
                starts = Arrays.copyOf(starts, 2 * blocks + 1);
                readOnly = Arrays.copyOf(readOnly, 2 * blocks);
            }
            iovas[blocks] = iova;
            sizes[blocks] = bytes;
            size += count;
            starts[++blocks] = size;
            return blocks - 1;
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
        int block = block(row);
        return PageRow.iova(iovas[block], bits(block, row));
    }

    @Override
    public long address(int row) {
        return PageRow.address(bits(row));
    }

    @Override
    public long bytes(int row) {
        return sizes[block(row)];
    }

    @Override
    public boolean isWritable(int row) {
        return PageRow.isWritable(bits(row));
    }

    /** How many parts there are; their rows follow one another in the order of the parts. */
    public int parts() {
        return blocks;
    }

    /** A part, by its number. */
    public Part part(int number) {
        long span = tables[number] == null ? sizes[number] : TableLevel.SEGMENT.span();
        int first = starts[number];
        return new Part(iovas[number], span, first, starts[number + 1] - first, readOnly[number], sizes[number]);
    }

    /** The first row of a part, or its end, that begins behind a DMA address. */
    public int rowBehind(int part, long iova) {
        int first = starts[part];
        if (tables[part] == null) {
            return Long.compareUnsigned(iovas[part], iova) <= 0 ? first + 1 : first;
        }
        long[] all = tables[part].get();
        int low = 0;
        int high = all.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(PageRow.iova(iovas[part], all[middle]), iova) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return first + low;
    }

    /** How many of a part's rows are read-only, of those from one on to before another. */
    public int readOnly(int part, int from, int end) {
        int first = starts[part];
        int rowsOfPart = starts[part + 1] - first;
        if (readOnly[part] == 0 || readOnly[part] == rowsOfPart || end - from == rowsOfPart) {
            return Math.min(readOnly[part], end - from);
        }
        long[] all = tables[part].get();
        int count = 0;
        for (int i = from - first; i < end - first; i++) {
            count += PageRow.isWritable(all[i]) ? 0 : 1;
        }
        return count;
    }

    private long bits(int row) {
        return bits(block(row), row);
    }

    private long bits(int block, int row) {
        LazyRows table = tables[block];
        return table == null ? rows[block] : table.get()[row - starts[block]];
    }

    private int block(int row) {
        int block = hint;
        if (row >= starts[block] && row < starts[block + 1]) {
            return block;
        }
        if (row < 0 || row >= size) {
            throw new IndexOutOfBoundsException(row);
        }
        int found = Arrays.binarySearch(starts, 0, blocks, row);
        block = found >= 0 ? found : -2 - found;
        hint = block;
        return block;
    }

    /** Whether two rows, maybe of different times, lead to the same place in the same way. */
    boolean isSame(int row, Mappings other, int otherRow) {
        return address(row) == other.address(otherRow)
                && bytes(row) == other.bytes(otherRow)
                && isWritable(row) == other.isWritable(otherRow);
    }

    /** The row that holds this DMA address, or -1 - n where n rows lie before it. */
    public int find(long iova) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long start = iova(middle);
            if (Long.compareUnsigned(iova, start) < 0) {
                high = middle - 1;
            } else if (Long.compareUnsigned(iova - start, bytes(middle) - 1) > 0) {
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
