package org.zpcidebug.s390;

/** The tables of dynamic address translation above the page table; the order is that of their designation codes. */
public enum DatLevel {
    SEGMENT(20),
    REGION_THIRD(31),
    REGION_SECOND(42),
    REGION_FIRST(53);

    private static final int TYPE_SHIFT = 2;
    private static final int TYPE_MASK = 3;
    private static final int INDEX_BITS = 11;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    private final int shift;

    DatLevel(int shift) {
        this.shift = shift;
    }

    /** The level that an address-space-control element designates, or that a table entry says it belongs to. */
    public static DatLevel ofType(long element) {
        return values()[(int) (element >>> TYPE_SHIFT) & TYPE_MASK];
    }

    /** The entry that translates this address. */
    int index(long virtual) {
        return (int) (virtual >>> shift) & INDEX_MASK;
    }

    /** Whether a table of this level, with no other above it, reaches this address. */
    boolean covers(long virtual) {
        return this == REGION_FIRST || virtual >>> (shift + INDEX_BITS) == 0;
    }

    /** The offset inside what one entry covers. */
    long offset(long virtual) {
        return virtual & ((1L << shift) - 1);
    }

    /** Whether an entry can name a frame itself: 1 MiB from a segment table, 2 GiB from a region-third table. */
    boolean canNameFrame() {
        return this == SEGMENT || this == REGION_THIRD;
    }

    /** The level below; a segment table has the page table below it, which is none of these. */
    DatLevel below() {
        return values()[ordinal() - 1];
    }
}
