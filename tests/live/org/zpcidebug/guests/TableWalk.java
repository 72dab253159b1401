package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.testing.DemoGuestReportMappings.Page;

/** Walks all I/O translation tables below an IOTA in a guest's memory, in the plainest way that there is. */
final class TableWalk {

    private static final int REGION_INVALID = 0x20;
    private static final int PAGE_INVALID = 0x400;
    private static final int PAGE_PROTECTED = 0x200;
    private static final int SEGMENT_IS_FRAME = 0x400;

    private final AbsoluteStorage storage;
    /** Valid 4 KiB mappings in order of their DMA addresses. */
    final List<Page> pages = new ArrayList<>();
    /** DMA addresses of valid 1 MiB mappings. */
    final List<Long> largeFrames = new ArrayList<>();
    /** Page-table entries that are invalid and name a frame. */
    int stale;
    /** Of all tables. */
    long tableBytes;

    /** @param iota designates a region-third table */
    TableWalk(AbsoluteStorage storage, long iota) {
        this.storage = storage;
        assertThat(iota & 0xfff).as("designation type and index").isEqualTo(0x804);
        BigEndian table = table(iota, 2048);
        for (int i = 0; i < 2048; i++) {
            if ((table.u64(8 * i) & REGION_INVALID) == 0) {
                segments(table.u64(8 * i), (long) i << 31);
            }
        }
    }

    private void segments(long region, long iova) {
        BigEndian table = table(region, 2048);
        for (int i = 0; i < 2048; i++) {
            long segment = table.u64(8 * i);
            long address = iova + ((long) i << 20);
            if ((segment & REGION_INVALID) == 0 && (segment & SEGMENT_IS_FRAME) != 0) {
                largeFrames.add(address);
            } else if ((segment & REGION_INVALID) == 0) {
                pages(segment, address);
            }
        }
    }

    private void pages(long segment, long iova) {
        BigEndian table = table(segment, 256);
        for (int i = 0; i < 256; i++) {
            long entry = table.u64(8 * i);
            if ((entry & PAGE_INVALID) == 0) {
                pages.add(new Page(iova + ((long) i << 12), entry & -0x1000, (entry & PAGE_PROTECTED) == 0));
            } else if (entry != PAGE_INVALID) {
                stale++;
            }
        }
    }

    /** A page table need not begin on a page. */
    private BigEndian table(long entry, int entries) {
        long origin = entry & (entries == 256 ? -0x800 : -0x1000);
        StorageRead read = storage.read(origin, entries * Long.BYTES);
        assertThat(read.problem()).isNull();
        tableBytes += entries * (long) Long.BYTES;
        return read.bytes();
    }
}
