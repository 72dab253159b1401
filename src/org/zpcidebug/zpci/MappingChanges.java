package org.zpcidebug.zpci;

import java.util.Arrays;

/**
 * What changed between two readings of the same DMA address space. Mappings are matched by their first DMA address.
 *
 * @param mapped rows of the later one whose DMA address had no mapping before
 * @param unmapped rows of the earlier one whose DMA address has no mapping any more
 * @param moved rows of the later one that now lead elsewhere, have another size or another permission
 * @param movedFrom the rows of the earlier one that these were, in the same order
 */
public record MappingChanges(MappingRows mapped, MappingRows unmapped, MappingRows moved, MappingRows movedFrom) {

    /** Compares two readings, the earlier one first. */
    public static MappingChanges between(Mappings before, Mappings after) {
        Rows mapped = new Rows();
        Rows unmapped = new Rows();
        Rows moved = new Rows();
        Rows movedFrom = new Rows();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            int order = order(before, i, after, j);
            if (order < 0) {
                unmapped.add(i++);
            } else if (order > 0) {
                mapped.add(j++);
            } else {
                if (!before.isSame(i, after, j)) {
                    movedFrom.add(i);
                    moved.add(j);
                }
                i++;
                j++;
            }
        }
        return new MappingChanges(mapped.of(after), unmapped.of(before), moved.of(after), movedFrom.of(before));
    }

    private static int order(Mappings before, int i, Mappings after, int j) {
        if (i == before.size()) {
            return 1;
        }
        return j == after.size() ? -1 : Long.compareUnsigned(before.iova(i), after.iova(j));
    }

    /** Whether nothing changed. */
    public boolean isEmpty() {
        return mapped.size() + unmapped.size() + moved.size() == 0;
    }

    /** Row numbers that are being collected. */
    private static final class Rows {

        private int[] numbers = new int[16];
        private int count;

        void add(int number) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number;
        }

        MappingRows of(Mappings mappings) {
            return MappingRows.of(mappings, Arrays.copyOf(numbers, count));
        }
    }
}
