package org.zpcidebug.zpci;

/**
 * Rows of mappings by number, for tables of a million of them: a row is not an object. Immutable, so that any thread may
 * read it.
 */
public interface MappingTable {

    /** How many rows there are. */
    int size();

    /** The first DMA address of a row. */
    long iova(int row);

    /** The absolute address that it leads to. */
    long address(int row);

    /** The size of a row in bytes; 0 stands for all 2^64. */
    long bytes(int row);

    /** Whether the device may write there. */
    boolean isWritable(int row);

    /** Whether a row leads to this absolute address. */
    default boolean leadsTo(int row, long address) {
        return Long.compareUnsigned(address - address(row), bytes(row) - 1) <= 0;
    }
}
