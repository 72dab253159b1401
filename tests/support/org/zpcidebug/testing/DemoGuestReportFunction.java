package org.zpcidebug.testing;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.zpcidebug.s390.BigEndian;

/**
 * What the demo guest knows of one PCI function; guests/demo/REPORT.md describes each value.
 *
 * @param state what the guest believes it is in
 * @param virtioType the virtio device number, 0 if it is none
 * @param driven whether requests are sent to the device
 * @param bypass whether the virtio device uses absolute addresses instead of DMA addresses
 * @param deviceStatus virtio device status last read
 * @param blocksReversed whether PCISTB stores the bytes of each doubleword in reverse (a mistake of QEMU)
 * @param faulty whether the mistake of "fault=" was made on it
 * @param storedControls STPCIFC that ended with condition code 0
 * @param disagreements of these, how many differed from what this record says
 * @param storedControl the last function-control byte that STPCIFC stored
 * @param queues those in use
 * @param vectors indicator bits found set, by vector
 */
public record DemoGuestReportFunction(
        long fid,
        long fh,
        int uid,
        State state,
        int vendor,
        int device,
        int virtioType,
        boolean driven,
        boolean bypass,
        int deviceStatus,
        boolean blocksReversed,
        boolean faulty,
        long resets,
        long storedControls,
        long disagreements,
        int storedControl,
        Attributes attributes,
        Msix msix,
        Registration registration,
        DemoGuestReportMappings mappings,
        Counts counts,
        LastError lastError,
        List<DemoGuestReportQueue> queues,
        List<Long> vectors) {

    static final int BYTES = 0x800;

    private static final int MOST_QUEUES = 4;
    private static final int MOST_VECTORS = 128;

    /** The states of a function. */
    public enum State {
        GONE,
        STANDBY,
        DISABLED,
        ENABLED,
        BLOCKED,
        ERROR
    }

    /**
     * What CLP said about the function and its group.
     *
     * @param noi number of interruptions
     * @param startDma first byte of the DMA window
     * @param endDma its last byte
     * @param msiAddress where MSI-X messages are written to
     * @param mui measurement interval in ms
     * @param barExponents the size of BAR n is 2^exponent, 0 = none
     */
    public record Attributes(
            int pfgid,
            int pft,
            int vfn,
            int pchid,
            int noi,
            int maxstbl,
            long startDma,
            long endDma,
            long msiAddress,
            int mui,
            int dtsm,
            int groupFlags,
            List<Integer> barExponents) {}

    /**
     * The MSI-X capability.
     *
     * @param masked the vector that is masked in the table; {@link #NONE} if there is none
     */
    public record Msix(int bar, long entries, long table, long pending, long masked) {

        /** Instead of a vector. */
        public static final long NONE = 0xffffffffL;
    }

    /** What is registered with MPCIFC, with what values; those of interruptions stay when they are deregistered. */
    public record Registration(
            boolean ioat,
            boolean interrupts,
            boolean measurement,
            int isc,
            int noi,
            int aibvo,
            int aisbo,
            long iota,
            long pba,
            long pal,
            long aibv,
            long aisb,
            long fmb) {}

    /**
     * What was done with it. The first four count from when it was enabled, as its measurement block does.
     *
     * @param maps pages mapped while running
     * @param interrupts indicator bits found set
     * @param summaries times the summary bit was found set
     */
    public record Counts(
            long loads,
            long stores,
            long storeBlocks,
            long refreshes,
            long maps,
            long unmaps,
            long submitted,
            long completed,
            long interrupts,
            long summaries,
            long errorEvents) {}

    /** The last error event; zeros when there was none. */
    public record LastError(long address, int pec) {}

    /** Every valid 4 KiB mapping there is; {@code mappings().validPages()} many unless the guest is mistaken. */
    public Stream<DemoGuestReportMappings.Page> validPages() {
        return Stream.concat(mappings.fixedPages(), queuePages());
    }

    private Stream<DemoGuestReportMappings.Page> queuePages() {
        Stream<DemoGuestReportMappings.Page> slots = queues.stream()
                .filter(queue -> queue.slot() != DemoGuestReportQueue.NO_SLOT)
                .map(queue -> new DemoGuestReportMappings.Page(
                        queue.slotsIova() + queue.slot() * DemoGuestReportMappings.PAGE,
                        queue.frame(),
                        !queue.readonly()));
        return mappings.spareIova() == 0
                ? slots
                : Stream.concat(
                        slots,
                        Stream.of(new DemoGuestReportMappings.Page(
                                mappings.spareIova(), queues.get(0).frame(), true)));
    }

    static DemoGuestReportFunction read(BigEndian b) {
        return new DemoGuestReportFunction(
                b.u32(0x000),
                b.u32(0x004),
                (int) b.u32(0x008),
                State.values()[(int) b.u32(0x00c)],
                b.u16(0x010),
                b.u16(0x012),
                b.u16(0x014),
                b.u8(0x043) == 1,
                b.u8(0x19a) == 1,
                b.u8(0x19b),
                b.u8(0x1a4) == 1,
                b.u8(0x199) == 1,
                b.u32(0x184),
                b.u64(0x188),
                b.u64(0x190),
                b.u8(0x198),
                attributes(b),
                new Msix(b.u8(0x042), b.u32(0x044), b.u32(0x048), b.u32(0x04c), b.u32(0x19c)),
                registration(b),
                DemoGuestReportMappings.read(b),
                counts(b),
                new LastError(b.u64(0x178), (int) b.u32(0x180)),
                queues(b),
                DemoGuestReportReader.numbers(b, 0x400, MOST_VECTORS));
    }

    private static Attributes attributes(BigEndian b) {
        return new Attributes(
                b.u8(0x016),
                b.u8(0x017),
                b.u16(0x018),
                b.u16(0x01a),
                b.u16(0x01c),
                b.u16(0x01e),
                b.u64(0x020),
                b.u64(0x028),
                b.u64(0x030),
                b.u16(0x038),
                b.u8(0x03a),
                b.u8(0x03b),
                IntStream.range(0, 6).mapToObj(bar -> b.u8(0x03c + bar)).toList());
    }

    private static Registration registration(BigEndian b) {
        return new Registration(
                b.u8(0x050) == 1,
                b.u8(0x051) == 1,
                b.u8(0x052) == 1,
                b.u8(0x053),
                b.u16(0x054),
                b.u8(0x056),
                b.u8(0x057),
                b.u64(0x058),
                b.u64(0x060),
                b.u64(0x068),
                b.u64(0x070),
                b.u64(0x078),
                b.u64(0x080));
    }

    private static Counts counts(BigEndian b) {
        return new Counts(
                b.u64(0x120),
                b.u64(0x128),
                b.u64(0x130),
                b.u64(0x138),
                b.u64(0x140),
                b.u64(0x148),
                b.u64(0x150),
                b.u64(0x158),
                b.u64(0x160),
                b.u64(0x168),
                b.u64(0x170));
    }

    private static List<DemoGuestReportQueue> queues(BigEndian b) {
        return IntStream.range(0, (int) Math.min(b.u32(0x1a0), MOST_QUEUES))
                .mapToObj(index -> b.slice(0x200 + index * DemoGuestReportQueue.BYTES, DemoGuestReportQueue.BYTES))
                .map(DemoGuestReportQueue::read)
                .toList();
    }
}
