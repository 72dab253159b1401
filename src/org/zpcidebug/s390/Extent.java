package org.zpcidebug.s390;

/**
 * A range of absolute storage.
 *
 * @param address absolute address, unsigned 64 bit
 * @param length bytes, not negative
 */
@SuppressWarnings("nls")
public record Extent(long address, int length) {

    /** Checks the length. */
    public Extent {
        if (length < 0) {
            throw new IllegalArgumentException("length " + length);
        }
    }
}
