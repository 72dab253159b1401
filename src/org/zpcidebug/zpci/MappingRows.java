package org.zpcidebug.zpci;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Some rows of another table in some order, by their numbers there: what a user filtered and sorted. */
public final class MappingRows implements MappingTable {

    private final MappingTable table;
    private final int[] rows;

    private MappingRows(MappingTable table, int[] rows) {
        this.table = table;
        this.rows = rows;
    }

    /** What rows can be sorted by. */
    public enum Column {
        IOVA,
        ADDRESS,
        BYTES,
        WRITABLE
    }

    /** All rows in their own order. */
    public static MappingRows all(MappingTable table) {
        int[] rows = new int[table.size()];
        Arrays.setAll(rows, row -> row);
        return new MappingRows(table, rows);
    }

    /** These rows, by their numbers; the array must not change afterwards. */
    static MappingRows of(MappingTable table, int[] rows) {
        return new MappingRows(table, rows);
    }

    /** The rows that pass a test, which is asked with their numbers in the table below. */
    public MappingRows filter(IntPredicate isWanted) {
        int[] wanted = new int[rows.length];
        int count = 0;
        for (int row : rows) {
            if (isWanted.test(row)) {
                wanted[count++] = row;
            }
        }
        return new MappingRows(table, Arrays.copyOf(wanted, count));
    }

    /** The rows sorted; equal ones keep their order. Takes a fraction of a second for a million, so not in a UI thread. */
    public MappingRows sort(Column column, boolean isDescending) {
        long[] keys = new long[rows.length];
        for (int i = 0; i < keys.length; i++) {
            long key = key(column, rows[i]) ^ Long.MIN_VALUE;
            keys[i] = isDescending ? ~key : key;
        }
        return new MappingRows(table, StableSort.sort(rows, keys));
    }

    private long key(Column column, int row) {
        return switch (column) {
            case IOVA -> table.iova(row);
            case ADDRESS -> table.address(row);
            // 0 stands for all 2^64 bytes.
            case BYTES -> table.bytes(row) - 1;
            case WRITABLE -> table.isWritable(row) ? 1 : 0;
        };
    }

    /** The number that a row has in the table below. */
    public int source(int row) {
        return rows[row];
    }

    /** The table below. */
    public MappingTable table() {
        return table;
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public long iova(int row) {
        return table.iova(rows[row]);
    }

    @Override
    public long address(int row) {
        return table.address(rows[row]);
    }

    @Override
    public long bytes(int row) {
        return table.bytes(rows[row]);
    }

    @Override
    public boolean isWritable(int row) {
        return table.isWritable(rows[row]);
    }
}
