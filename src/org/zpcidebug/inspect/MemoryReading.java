package org.zpcidebug.inspect;

import java.util.List;
import org.zpcidebug.s390.StorageRead;

/**
 * Memory that was read through an address space, in pieces that lie within a page each, in the order of their addresses.
 */
public record MemoryReading(List<Piece> pieces) {

    /**
     * A part of it.
     *
     * @param address in the address space
     * @param absolute where that is in absolute storage; meaningless when it is nowhere
     * @param read as many bytes as its extent has, or why there are none
     */
    public record Piece(long address, long absolute, StorageRead read) {}
}
