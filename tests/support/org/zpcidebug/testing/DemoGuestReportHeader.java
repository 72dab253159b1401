package org.zpcidebug.testing;

import java.util.List;
import org.zpcidebug.s390.BigEndian;

/**
 * The header of the demo guest's report; guests/demo/REPORT.md describes each value.
 *
 * @param ready whether every function is set up
 * @param bootClock a TOD clock value, as are the other two clocks
 * @param unexpectedInterruptions program interruptions that were no site's; not 0 only in a guest that is ill
 * @param iscInterrupts adapter interruptions by interruption subclass
 */
public record DemoGuestReportHeader(
        String magic,
        long version,
        boolean ready,
        long sequence,
        long loops,
        long boots,
        long bootClock,
        long readyClock,
        long loopClock,
        long address,
        long snapshot,
        long bytes,
        long cpus,
        long sitesOffset,
        long siteCount,
        long siteBytes,
        long functionsOffset,
        long functionCount,
        long functionBytes,
        long textStart,
        long textEnd,
        long ramBytes,
        long heapFree,
        long siteInterruptions,
        long unexpectedInterruptions,
        Unexpected lastUnexpected,
        long externalInterrupts,
        long ioInterrupts,
        long adapterInterrupts,
        long emptyInterrupts,
        List<Long> iscInterrupts,
        long errorEvents,
        long availabilityEvents,
        long channelReports,
        long summaryAddress,
        long summaryBytes,
        Gate gate,
        Fault fault,
        long unknownOptions,
        long gateLoop,
        long faultLoop,
        boolean singleInterruptionMode,
        long isc,
        long control6,
        long secondLoops,
        long listEntries,
        long adopted,
        long released,
        long rate,
        long pcilg,
        String commandLine) {

    /** The last program interruption that was no site's; zeros when there was none. */
    public record Unexpected(long code, long length, long mask, long address, long exception) {}

    /** What the option "gate=" has shut. */
    public enum Gate {
        NONE,
        SUMMARY,
        CR6,
        SIC,
        BLOCKED
    }

    /** What mistake the option "fault=" has made. */
    public enum Fault {
        NONE,
        NORPCIT,
        READONLY,
        UNMAPPED,
        STALE,
        WINDOW,
        ZERO,
        LENGTH,
        TYPE,
        RANGE,
        NOIOAT,
        PAGEZERO
    }

    static DemoGuestReportHeader read(BigEndian b) {
        return new DemoGuestReportHeader(
                DemoGuestReportReader.text(b, 0x000, 8),
                b.u32(0x008),
                b.u32(0x00c) == 1,
                b.u64(0x010),
                b.u64(0x018),
                b.u64(0x020),
                b.u64(0x028),
                b.u64(0x030),
                b.u64(0x038),
                b.u64(0x040),
                b.u64(0x048),
                b.u32(0x050),
                b.u32(0x054),
                b.u32(0x058),
                b.u32(0x05c),
                b.u32(0x060),
                b.u32(0x064),
                b.u32(0x068),
                b.u32(0x06c),
                b.u64(0x070),
                b.u64(0x078),
                b.u64(0x080),
                b.u64(0x088),
                b.u64(0x090),
                b.u64(0x098),
                new Unexpected(b.u32(0x0a0), b.u32(0x0a4), b.u64(0x0a8), b.u64(0x0b0), b.u64(0x0b8)),
                b.u64(0x0c0),
                b.u64(0x0c8),
                b.u64(0x0d0),
                b.u64(0x0d8),
                DemoGuestReportReader.numbers(b, 0x0e0, 8),
                b.u64(0x120),
                b.u64(0x128),
                b.u64(0x130),
                b.u64(0x138),
                b.u32(0x140),
                Gate.values()[(int) b.u32(0x144)],
                Fault.values()[(int) b.u32(0x148)],
                b.u32(0x14c),
                b.u64(0x150),
                b.u64(0x158),
                b.u32(0x160) == 1,
                b.u32(0x164),
                b.u64(0x168),
                b.u64(0x170),
                b.u64(0x178),
                b.u64(0x180),
                b.u64(0x188),
                b.u32(0x190),
                b.u32(0x194),
                DemoGuestReportReader.text(b, 0x200, 512));
    }
}
