package org.zpcidebug.linux;

import org.zpcidebug.s390.BigEndian;

/**
 * Where a member of a structure lies. Bits count from the left of the structure's first byte, as s390 does.
 *
 * @param bitOffset bits before the member
 * @param bits its length
 */
public record Field(int bitOffset, int bits) {

    /** A member that consists of whole bytes. */
    public static Field ofBytes(int offset, int bytes) {
        return new Field(offset * Byte.SIZE, bytes * Byte.SIZE);
    }

    /** Bytes before the member, or before the byte its first bit is in. */
    public int offset() {
        return bitOffset / Byte.SIZE;
    }

    /** Bytes the member touches. */
    public int bytes() {
        return (bitOffset % Byte.SIZE + bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** Whether all of it lies in a structure of that many bytes. */
    boolean fits(int length) {
        return bitOffset >= 0 && bits >= 0 && (long) bitOffset + bits <= (long) length * Byte.SIZE;
    }

    /**
     * The member as an unsigned number.
     *
     * @param structure the structure's bytes; the member must lie in them and have at most 64 bits
     */
    long unsigned(BigEndian structure) {
        int offset = offset();
        if (bitOffset % Byte.SIZE == 0) {
            switch (bits) {
                case Byte.SIZE:
                    return structure.u8(offset);
                case Short.SIZE:
                    return structure.u16(offset);
                case Integer.SIZE:
                    return structure.u32(offset);
                case Long.SIZE:
                    return structure.u64(offset);
                default:
                    break;
            }
        }
        long value = 0;
        for (int bit = bitOffset; bit < bitOffset + bits; bit++) {
            int inByte = Byte.SIZE - 1 - bit % Byte.SIZE;
            value = value << 1 | structure.u8(bit / Byte.SIZE) >>> inByte & 1;
        }
        return value;
    }
}
