package org.zpcidebug.intercept;

import org.zpcidebug.s390.Hex;

/**
 * A range of addresses or offsets, both ends included; unsigned.
 *
 * @param first the lowest
 * @param last the highest
 */
@SuppressWarnings("nls")
public record AddressRange(long first, long last) {

    /** Checks the order of the ends. */
    public AddressRange {
        if (Long.compareUnsigned(first, last) > 0) {
            throw new IllegalArgumentException("first > last");
        }
    }

    /** For instance {@code 0x1000-0x1fff}. */
    @Override
    public String toString() {
        return Hex.of(first) + "-" + Hex.of(last);
    }
}
