package org.zpcidebug.zpci;

import org.zpcidebug.s390.Hex;

/**
 * An I/O translation anchor: where the tables of a DMA address space begin, and what the first of them is.
 *
 * @param bits the 64-bit anchor; 0 designates no tables, and DMA addresses then are guest addresses
 */
public record Iota(long bits) {

    private static final int TRANSLATES = 0x800;
    private static final int PROTECTED = 0x200;
    private static final int TYPE_SHIFT = 2;
    private static final int TYPE_MASK = 7;
    private static final int FRAME_SIZE = 3;
    private static final long ORIGIN = ~0xfffL;

    /** What an anchor designates; the order is that of the codes. */
    public enum Designation {
        SEGMENT_TABLE,
        REGION_THIRD_TABLE,
        REGION_SECOND_TABLE,
        REGION_FIRST_TABLE,
        PAGE_FRAME,
        IO_PAGE_FRAME,
        RESERVED,
        IO_PAGE_TABLE;

        /** Whether it is a region or segment table, the only ones that operating systems use. */
        public boolean isTable() {
            return compareTo(REGION_FIRST_TABLE) <= 0;
        }
    }

    /** The anchor of tables at that absolute address. */
    public static Iota ofTable(long origin, Designation designation) {
        return new Iota(origin & ORIGIN | TRANSLATES | (long) designation.ordinal() << TYPE_SHIFT);
    }

    /** Whether DMA addresses are translated. */
    public boolean translates() {
        return (bits & TRANSLATES) != 0;
    }

    /** What is at the origin. */
    public Designation designation() {
        return Designation.values()[(int) (bits >>> TYPE_SHIFT) & TYPE_MASK];
    }

    /** The absolute address of the first table. */
    public long origin() {
        return bits & ORIGIN;
    }

    /** The size in bytes of what a page-frame designation names: 4 KiB, 1 MiB or 2 GiB; 4 KiB for a reserved code. */
    public long frameBytes() {
        return switch ((int) bits & FRAME_SIZE) {
            case 1 -> 1L << 20;
            case 2 -> 1L << 31;
            default -> 1L << 12;
        };
    }

    /** Whether the whole address space is read-only for the device. */
    public boolean isProtected() {
        return (bits & PROTECTED) != 0;
    }

    /** The anchor in hexadecimal. */
    @Override
    public String toString() {
        return Hex.of(bits);
    }
}
