package org.zpcidebug.zpci;

import java.util.Optional;

/**
 * One table on the way of a DMA address.
 *
 * @param table absolute address of the table
 * @param index which entry
 * @param entryAddress absolute address of the entry
 * @param entry the entry, empty when it cannot be read
 * @param problem why it cannot be read, in words; null when it was read
 */
public record WalkStep(
        TableLevel level, long table, int index, long entryAddress, Optional<TableEntry> entry, String problem) {

    /** Whether the entry leads on. */
    public boolean isValid() {
        return entry.filter(TableEntry::isValid).isPresent();
    }
}
