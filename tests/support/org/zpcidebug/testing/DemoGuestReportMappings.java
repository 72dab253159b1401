package org.zpcidebug.testing;

import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.zpcidebug.s390.BigEndian;

/**
 * The I/O translation tables of one function of the demo guest, as the rules that they were built by: which DMA address
 * is mapped to which frame. guests/demo/REPORT.md describes each value and the rules. The tables stay in memory while
 * they are not registered.
 *
 * @param tableBytes of all tables
 * @param validPages 4 KiB mappings that are valid now, read-only ones included
 * @param readonlyPages of these, read-only
 * @param stalePages page-table entries that are invalid but still name a frame
 * @param largeFrames valid 1 MiB segment entries
 */
public record DemoGuestReportMappings(
        long tableBytes,
        long validPages,
        long readonlyPages,
        long stalePages,
        long largeFrames,
        long dmaIova,
        long dmaFrame,
        long dmaPages,
        long headerPage,
        long bulkIova,
        long bulkSlots,
        long bulkValid,
        long bulkHole,
        long bulkStale,
        long bulkReadonly,
        long poolPages,
        long poolFrame,
        long farIova,
        long farFrame,
        long largeIova,
        long largeFrame,
        long trapIova,
        long spareIova) {

    /** The size of a page and of a frame. */
    public static final long PAGE = 4096;

    /** A valid 4 KiB mapping. */
    public record Page(long iova, long frame, boolean writable) {}

    /** The valid 4 KiB mappings but those of single requests, in ascending order. */
    Stream<Page> fixedPages() {
        if (tableBytes == 0) {
            return Stream.empty();
        }
        Stream<Page> dma = LongStream.range(0, dmaPages)
                .mapToObj(i -> new Page(dmaIova + i * PAGE, dmaFrame + i * PAGE, i != headerPage));
        Stream<Page> bulk =
                LongStream.range(0, bulkSlots).mapToObj(this::bulkPage).flatMap(Optional::stream);
        Stream<Page> far = farFrame == 0 ? Stream.empty() : Stream.of(new Page(farIova, farFrame, true));
        return Stream.concat(Stream.concat(dma, bulk), far);
    }

    private Optional<Page> bulkPage(long slot) {
        if (isTurn(slot, bulkHole) || isTurn(slot, bulkStale)) {
            return Optional.empty();
        }
        long frame = poolFrame + slot % poolPages * PAGE;
        return Optional.of(new Page(bulkIova + slot * PAGE, frame, !isTurn(slot, bulkReadonly)));
    }

    private static boolean isTurn(long slot, long every) {
        return every > 0 && slot % every == every - 1;
    }

    static DemoGuestReportMappings read(BigEndian b) {
        return new DemoGuestReportMappings(
                b.u64(0x088),
                b.u64(0x090),
                b.u64(0x098),
                b.u64(0x0a0),
                b.u64(0x0a8),
                b.u64(0x0b0),
                b.u64(0x0b8),
                b.u32(0x0c0),
                b.u32(0x0c4),
                b.u64(0x0c8),
                b.u64(0x0d0),
                b.u64(0x0d8),
                b.u32(0x0e0),
                b.u32(0x0e4),
                b.u32(0x0e8),
                b.u32(0x0ec),
                b.u64(0x0f0),
                b.u64(0x0f8),
                b.u64(0x100),
                b.u64(0x108),
                b.u64(0x110),
                b.u64(0x118),
                b.u64(0x1a8));
    }
}
