package org.zpcidebug.s390;

/**
 * An address-space-control element: where the tables of a virtual address space begin.
 *
 * @param origin absolute address of the first table; meaningless for a real space
 * @param level what that table is
 * @param length how many 4 KiB parts of it exist, 1..4
 * @param realSpace whether virtual addresses are real addresses, without tables
 */
public record AddressSpaceControl(long origin, DatLevel level, int length, boolean realSpace) {

    private static final long ORIGIN = ~0xfffL;
    private static final int REAL_SPACE = 0x20;
    private static final int LENGTH = 3;

    /** Decodes the doubleword, as control registers 1, 7 and 13 hold it. */
    public static AddressSpaceControl of(long element) {
        return new AddressSpaceControl(
                element & ORIGIN, DatLevel.ofType(element), ((int) element & LENGTH) + 1, (element & REAL_SPACE) != 0);
    }
}
