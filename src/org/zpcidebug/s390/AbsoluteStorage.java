package org.zpcidebug.s390;

import java.nio.ByteBuffer;
import java.util.ArrayList;
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

    /**
     * Reads blocks of one length into a buffer, one behind the other from its beginning; its position and limit do not
     * matter. For much storage that is looked through and not kept.
     *
     * @param addresses where the blocks are, as many as {@code count}
     * @return null when all were read, else for each block null or why it is unreadable; its place then holds anything
     */
    default String[] readBlocks(long[] addresses, int count, int length, ByteBuffer target) {
        List<Extent> extents = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            extents.add(new Extent(addresses[i], length));
        }
        List<StorageRead> reads = read(extents);
        String[] problems = new String[count];
        boolean isWhole = true;
        for (int i = 0; i < count; i++) {
            StorageRead read = reads.get(i);
            if (read.isReadable()) {
                target.put(i * length, read.bytes().bytes(0, length));
            }
            problems[i] = read.problem();
            isWhole &= read.isReadable();
        }
        return isWhole ? null : problems;
    }

    /** Reads one extent. */
    default StorageRead read(long address, int length) {
        return read(List.of(new Extent(address, length))).get(0);
    }
}
