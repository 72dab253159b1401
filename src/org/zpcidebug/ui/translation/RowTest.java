package org.zpcidebug.ui.translation;

import java.util.Locale;
import org.zpcidebug.zpci.MappingTable;

/** Whether a word of the filter is in a row. */
final class RowTest {

    private static final String PREFIX = "0x"; //$NON-NLS-1$

    private final ListedMappings listed;
    private final String word;
    private final Long address;
    private final boolean writable;
    private final boolean readOnly;

    /** A test for a word in lower case. */
    RowTest(ListedMappings listed, String word) {
        this.listed = listed;
        this.word = word;
        this.address = word.startsWith(PREFIX) ? Addresses.parse(word).orElse(null) : null;
        this.writable = Messages.Access_Writable.toLowerCase(Locale.ROOT).contains(word);
        this.readOnly = Messages.Access_ReadOnly.toLowerCase(Locale.ROOT).contains(word);
    }

    /** Whether the row is wanted. */
    boolean accepts(int row) {
        return (listed.isWritable(row) ? writable : readOnly)
                || address != null && holds(listed, row, address)
                || Addresses.hex(listed.iova(row)).contains(word)
                || Addresses.hex(listed.address(row)).contains(word)
                || listed.change(row).toLowerCase(Locale.ROOT).contains(word);
    }

    private static boolean holds(MappingTable table, int row, long address) {
        return table.leadsTo(row, address)
                || Long.compareUnsigned(address - table.iova(row), table.bytes(row) - 1) <= 0;
    }
}
