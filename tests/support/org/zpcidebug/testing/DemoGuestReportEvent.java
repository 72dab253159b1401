package org.zpcidebug.testing;

import org.zpcidebug.s390.BigEndian;

/**
 * A PCI event that the demo guest was told of.
 *
 * @param clock TOD when it was fetched
 * @param address failing DMA address (error events)
 * @param pec PCI event code
 * @param error whether it is an error event; otherwise an availability event (hot-plug)
 * @param loop low word of the loop counter
 */
public record DemoGuestReportEvent(long clock, long fh, long fid, long address, int pec, boolean error, long loop) {

    static final int BYTES = 32;
    /** How many the guest keeps. */
    static final int RING = 32;

    static DemoGuestReportEvent read(BigEndian b) {
        return new DemoGuestReportEvent(
                b.u64(0x00), b.u32(0x08), b.u32(0x0c), b.u64(0x10), b.u16(0x18), b.u8(0x1a) == 1, b.u32(0x1c));
    }
}
