package org.zpcidebug.zpci;

/** Sorts numbers by keys without an object for each, which Java has nothing for: a merge sort from the bottom up. */
final class StableSort {

    private StableSort() {}

    /**
     * The values in ascending order of their keys; those with equal keys keep their order.
     *
     * @param keys the key of each value at the same place
     */
    static int[] sort(int[] values, long[] keys) {
        int length = values.length;
        int[] fromValues = values.clone();
        long[] fromKeys = keys.clone();
        int[] toValues = new int[length];
        long[] toKeys = new long[length];
        for (long width = 1; width < length; width *= 2) {
            for (long start = 0; start < length; start += 2 * width) {
                int middle = (int) Math.min(start + width, length);
                int end = (int) Math.min(start + 2 * width, length);
                merge(fromValues, fromKeys, toValues, toKeys, (int) start, middle, end);
            }
            int[] values2 = fromValues;
            fromValues = toValues;
            toValues = values2;
            long[] keys2 = fromKeys;
            fromKeys = toKeys;
            toKeys = keys2;
        }
        return fromValues;
    }

    private static void merge(
            int[] fromValues, long[] fromKeys, int[] toValues, long[] toKeys, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean isLeft = left < middle && (right == end || fromKeys[left] <= fromKeys[right]);
            int next = isLeft ? left++ : right++;
            toValues[i] = fromValues[next];
            toKeys[i] = fromKeys[next];
        }
    }
}
