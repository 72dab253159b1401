package org.zpcidebug.s390;

import java.util.Objects;

/**
 * The outcome of reading an extent: its bytes, or why it could not be read. Exactly one of the two is there.
 *
 * @param bytes exactly {@code extent.length()} bytes in storage order (big-endian values), null when unreadable
 * @param problem why it is unreadable, in words for the user; null when it was read
 */
public record StorageRead(Extent extent, BigEndian bytes, String problem) {

    /** An extent that was read. */
    public static StorageRead of(Extent extent, byte[] bytes) {
        return new StorageRead(extent, new BigEndian(bytes), null);
    }

    /** An extent that could not be read. */
    public static StorageRead unreadable(Extent extent, String problem) {
        return new StorageRead(extent, null, Objects.requireNonNull(problem));
    }

    /** Whether the bytes are there. */
    public boolean isReadable() {
        return bytes != null;
    }
}
