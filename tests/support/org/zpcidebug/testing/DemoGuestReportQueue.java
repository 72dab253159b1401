package org.zpcidebug.testing;

import org.zpcidebug.s390.BigEndian;

/**
 * A virtio queue that the demo guest drives.
 *
 * @param descriptors DMA address of the descriptors
 * @param driver DMA address of the available ring
 * @param device DMA address of the used ring
 * @param size entries
 * @param vector MSI-X vector
 * @param submitted requests put on it
 * @param completed requests taken off it
 * @param bytes that the device says it wrote
 * @param slotsIova first of the pages that are mapped for one request each, in turn
 * @param slots how many there are
 * @param slot the one mapped now; {@link #NO_SLOT} if none
 * @param frame the frame behind all of them
 * @param readonly whether they are mapped read-only
 * @param usedSlots how many were ever mapped
 */
public record DemoGuestReportQueue(
        long descriptors,
        long driver,
        long device,
        int size,
        int vector,
        long submitted,
        long completed,
        long bytes,
        long slotsIova,
        long slots,
        long slot,
        long frame,
        boolean readonly,
        long usedSlots) {

    /** Instead of a slot: none is mapped. */
    public static final long NO_SLOT = 0xffffffffL;

    static final int BYTES = 96;

    static DemoGuestReportQueue read(BigEndian b) {
        return new DemoGuestReportQueue(
                b.u64(0x00),
                b.u64(0x08),
                b.u64(0x10),
                (int) b.u32(0x18),
                (int) b.u32(0x1c),
                b.u64(0x20),
                b.u64(0x28),
                b.u64(0x30),
                b.u64(0x38),
                b.u32(0x40),
                b.u32(0x44),
                b.u64(0x48),
                b.u32(0x50) == 1,
                b.u32(0x54));
    }
}
