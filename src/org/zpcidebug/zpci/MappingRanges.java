package org.zpcidebug.zpci;

import java.util.Arrays;

/**
 * Mappings merged into ranges: neighbours in DMA addresses with the same permission become one row, either only where
 * the storage behind them is contiguous too, or wherever it is.
 */
public final class MappingRanges implements MappingTable {

    private final Mappings mappings;

    /** The first mapping of each range, and one more: the number of mappings. */
    private final int[] starts;

    private MappingRanges(Mappings mappings, int[] starts) {
        this.mappings = mappings;
        this.starts = starts;
    }

    /** Ranges of contiguous DMA addresses that lead to contiguous storage: no detail is lost. */
    public static MappingRanges linear(Mappings mappings) {
        return merge(mappings, true);
    }

    /** Ranges of contiguous DMA addresses; the address of a range is that of its first mapping. */
    public static MappingRanges areas(Mappings mappings) {
        return merge(mappings, false);
    }

    private static MappingRanges merge(Mappings mappings, boolean isLinear) {
        int[] starts = new int[Math.min(mappings.size(), 255) + 1];
        int count = 0;
        for (int i = 0; i < mappings.size(); i++) {
            if (i == 0 || !continues(mappings, i, isLinear)) {
                if (count + 1 == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * starts.length);
                }
                starts[count++] = i;
            }
        }
        starts = Arrays.copyOf(starts, count + 1);
        starts[count] = mappings.size();
        return new MappingRanges(mappings, starts);
    }

    private static boolean continues(Mappings m, int row, boolean isLinear) {
        int before = row - 1;
        return m.iova(before) + m.bytes(before) == m.iova(row)
                && m.isWritable(before) == m.isWritable(row)
                && (!isLinear || m.address(before) + m.bytes(before) == m.address(row));
    }

    @Override
    public int size() {
        return starts.length - 1;
    }

    @Override
    public long iova(int row) {
        return mappings.iova(starts[row]);
    }

    @Override
    public long address(int row) {
        return mappings.address(starts[row]);
    }

    @Override
    public long bytes(int row) {
        int last = starts[row + 1] - 1;
        return mappings.iova(last) + mappings.bytes(last) - iova(row);
    }

    @Override
    public boolean isWritable(int row) {
        return mappings.isWritable(starts[row]);
    }

    /** The mappings that were merged. */
    public Mappings mappings() {
        return mappings;
    }

    /** The first mapping of a range. */
    public int firstMapping(int row) {
        return starts[row];
    }

    /** How many mappings a range was made of. */
    public int mappings(int row) {
        return starts[row + 1] - starts[row];
    }
}
