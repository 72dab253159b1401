package org.zpcidebug.s390;

import java.util.List;

/**
 * The absolute storage of a guest: bytes by absolute address (no prefixing, no translation), read only. What cannot be
 * read is a result with its reason, never an exception, so that one bad pointer does not spoil a batch.
 */
public interface AbsoluteStorage {

    /**
     * Reads several extents in one go; implementations coalesce them. Not atomic: a running guest writes meanwhile.
     *
     * @return one result for each extent, in the same order
     */
    List<StorageRead> read(List<Extent> extents);

    /** Reads one extent. */
    default StorageRead read(long address, int length) {
        return read(List.of(new Extent(address, length))).get(0);
    }
}
