package org.zpcidebug.zpci;

/**
 * The MSI-X capability of a device (PCI 3.0, 6.8.2).
 *
 * @param entries how many vectors the table has, 1..2048
 * @param enabled whether the device uses MSI-X
 * @param masked whether all vectors are masked at once
 * @param tableBar the BAR that holds the table
 * @param tableOffset where in it
 * @param pendingBar the BAR that holds the pending bits
 * @param pendingOffset where in it
 */
public record MsixCapability(
        int entries,
        boolean enabled,
        boolean masked,
        int tableBar,
        long tableOffset,
        int pendingBar,
        long pendingOffset) {

    /** Its length. */
    public static final int BYTES = 12;

    private static final int CONTROL = 2;
    private static final int TABLE = 4;
    private static final int PENDING = 8;
    private static final int SIZE = 0x7ff;
    private static final int MASKED = 0x4000;
    private static final int ENABLED = 0x8000;
    private static final int BAR = 7;

    /** Decodes the capability at an offset. */
    static MsixCapability of(ConfigSpace space, int offset) {
        int control = space.u16(offset + CONTROL);
        long table = space.u32(offset + TABLE);
        long pending = space.u32(offset + PENDING);
        return new MsixCapability(
                (control & SIZE) + 1,
                (control & ENABLED) != 0,
                (control & MASKED) != 0,
                (int) table & BAR,
                table & ~BAR,
                (int) pending & BAR,
                pending & ~BAR);
    }
}
