package org.zpcidebug.s390;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A read-only view of bytes from guest storage whose numbers are big-endian, as s390 keeps them. */
public final class BigEndian {

    private final ByteBuffer buffer;

    /** A view of these bytes; the array must not change afterwards. */
    public BigEndian(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    private BigEndian(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** The number of bytes. */
    public int length() {
        return buffer.capacity();
    }

    /** The unsigned byte at that offset. */
    public int u8(int offset) {
        return buffer.get(offset) & 0xff;
    }

    /** The unsigned halfword at that offset. */
    public int u16(int offset) {
        return buffer.getShort(offset) & 0xffff;
    }

    /** The unsigned word at that offset. */
    public long u32(int offset) {
        return buffer.getInt(offset) & 0xffff_ffffL;
    }

    /** The signed word at that offset. */
    public int s32(int offset) {
        return buffer.getInt(offset);
    }

    /** The doubleword at that offset. */
    public long u64(int offset) {
        return buffer.getLong(offset);
    }

    /** A view of a part of this one; shares the bytes. */
    public BigEndian slice(int offset, int length) {
        return new BigEndian(buffer.slice(offset, length));
    }

    /** A copy of a part. */
    public byte[] bytes(int offset, int length) {
        byte[] copy = new byte[length];
        buffer.get(offset, copy);
        return copy;
    }

    /** Whether both hold the same bytes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BigEndian that && buffer.equals(that.buffer);
    }

    /** From the bytes. */
    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes(0, length()));
    }
}
