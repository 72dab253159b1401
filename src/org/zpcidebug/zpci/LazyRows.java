package org.zpcidebug.zpci;

/** The rows of a page table, made when they are first asked for; then the table is let go. For any thread. */
final class LazyRows {

    private volatile PageTable table;
    private volatile long[] rows;

    /** The rows of a table that does not change any more. */
    LazyRows(PageTable table) {
        this.table = table;
    }

    /** A {@link PageRow} for each valid mapping, in ascending order; not to be changed. */
    long[] get() {
        long[] known = rows;
        return known == null ? make() : known;
    }

    private long[] make() {
        PageTable from = table;
        if (from != null) {
            rows = from.rows();
            table = null;
        }
        return rows;
    }
}
