package org.zpcidebug.zpci;

/** A valid mapping of a page as one number: its frame, whether it is read-only, and which page of its table it is. */
public final class PageRow {

    /** The size of a page. */
    public static final long BYTES = 1 << 12;

    private static final int READ_ONLY = TableEntry.PROTECTED;
    private static final int INDEX = 0xff;

    /** What a row has of its entry; the index comes to it. */
    static final long BITS = TableEntry.PAGE_FRAME | READ_ONLY;

    private PageRow() {}

    /** The first page of a table. */
    static long first(long frame, boolean writable) {
        return frame & TableEntry.PAGE_FRAME | flags(writable);
    }

    /** The protection that all pages of a table have. */
    static long flags(boolean writable) {
        return writable ? 0 : READ_ONLY;
    }

    /** The DMA address, of a table that begins at that one. */
    public static long iova(long table, long row) {
        return table + (row & INDEX) * BYTES;
    }

    /** The absolute address of the frame. */
    public static long address(long row) {
        return row & -BYTES;
    }

    /** Whether the device may write there. */
    public static boolean isWritable(long row) {
        return (row & READ_ONLY) == 0;
    }
}
