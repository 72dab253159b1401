package org.zpcidebug.memory;

import java.util.List;

/**
 * Where the guest has RAM, as QEMU maps it: all else is devices, or nothing.
 *
 * @param ranges in ascending order, without overlap
 */
@SuppressWarnings("nls")
public record RamMap(List<RamRange> ranges) {

    /** Far more than any machine has; one range for each memory device, and one for the base memory. */
    static final int MOST_RANGES = 4096;

    /** Checks the order. */
    public RamMap {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty() || ranges.size() > MOST_RANGES) {
            throw new IllegalArgumentException(ranges.size() + " ranges of RAM");
        }
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).start() < ranges.get(i - 1).end()) {
                throw new IllegalArgumentException("ranges of RAM overlap");
            }
        }
    }

    /** The RAM in bytes. */
    public long size() {
        return ranges.stream().mapToLong(RamRange::length).sum();
    }

    /** The range that holds this address; null when there is no RAM. */
    public RamRange find(long address) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            RamRange range = ranges.get(middle);
            if (range.contains(address)) {
                return range;
            }
            if (address >= 0 && address < range.start()) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return null;
    }

    /** Whether there is RAM at all of these addresses. */
    public boolean holds(long address, long length) {
        long at = address;
        long left = length;
        while (left > 0) {
            RamRange range = find(at);
            if (range == null) {
                return false;
            }
            left -= range.end() - at;
            at = range.end();
        }
        return true;
    }
}
