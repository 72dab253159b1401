package org.zpcidebug.zpci;

import org.zpcidebug.s390.Hex;

/**
 * A range of DMA addresses.
 *
 * @param first lowest DMA address
 * @param last highest DMA address, unsigned
 */
@SuppressWarnings("nls")
public record DmaWindow(long first, long last) {

    /** Whether the window holds that DMA address. */
    public boolean contains(long address) {
        return Long.compareUnsigned(address, first) >= 0 && Long.compareUnsigned(address, last) <= 0;
    }

    /** The number of bytes; 0 stands for all 2^64. */
    public long bytes() {
        return last - first + 1;
    }

    /** Whether it holds no address: its last one lies before its first. */
    public boolean isEmpty() {
        return Long.compareUnsigned(first, last) > 0;
    }

    /** The addresses that both windows hold. */
    public DmaWindow intersection(DmaWindow other) {
        long from = Long.compareUnsigned(first, other.first) >= 0 ? first : other.first;
        long to = Long.compareUnsigned(last, other.last) <= 0 ? last : other.last;
        return new DmaWindow(from, to);
    }

    /** For instance {@code 0x100000000..0x11fffffff}. */
    @Override
    public String toString() {
        return Hex.of(first) + ".." + Hex.of(last);
    }
}
