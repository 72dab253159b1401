package org.zpcidebug.memory;

/**
 * A range of guest absolute addresses that is backed by one piece of RAM.
 *
 * @param start its first absolute address, a multiple of 4096
 * @param length in bytes, a positive multiple of 4096
 * @param block QEMU's name of the RAM, for instance {@code s390.ram}
 * @param hostAddress where it lies in QEMU's own address space; 0 when QEMU does not tell
 */
@SuppressWarnings("nls")
public record RamRange(long start, long length, String block, long hostAddress) {

    private static final long PAGE = 4096;

    /** Checks alignment and bounds. */
    public RamRange {
        if (start < 0 || length <= 0 || start % PAGE != 0 || length % PAGE != 0 || start + length < 0) {
            throw new IllegalArgumentException(
                    "RAM at 0x" + Long.toHexString(start) + " of 0x" + Long.toHexString(length) + " bytes");
        }
    }

    /** The address behind the last one. */
    public long end() {
        return start + length;
    }

    /** Whether the unsigned address lies in this range. */
    public boolean contains(long address) {
        return address >= start && address < end();
    }

    RamRange at(long host) {
        return new RamRange(start, length, block, host);
    }
}
