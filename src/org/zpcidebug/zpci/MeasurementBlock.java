package org.zpcidebug.zpci;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.s390.BigEndian;

/**
 * A function measurement block: counters that the hypervisor or firmware writes into the guest's storage now and then
 * (QEMU: every 4 seconds), so they lag behind.
 *
 * @param format which counters follow the common ones
 * @param samples number of updates; QEMU's first update counts as 0
 * @param lastUpdate time of the last update as stored: time-of-day clock shifted, with the lowest bit set while an
 *     update goes on; 0 before the first one
 * @param loads load operations
 * @param stores store operations
 * @param storeBlocks store block operations
 * @param refreshes refresh operations (RPCIT)
 * @param formatCounters the counters of this format that are valid, in the order of the block; QEMU writes none
 */
public record MeasurementBlock(
        int format,
        long samples,
        long lastUpdate,
        long loads,
        long stores,
        long storeBlocks,
        long refreshes,
        List<FormatCounter> formatCounters) {

    /** The length of a block with the counters of every format. */
    public static final int BYTES = 0x50;

    private static final int SAMPLES = 0x04;
    private static final int LAST_UPDATE = 0x08;
    private static final int LOADS = 0x10;
    private static final int STORES = 0x18;
    private static final int STORE_BLOCKS = 0x20;
    private static final int REFRESHES = 0x28;
    private static final int FORMAT_COUNTERS = 0x30;
    private static final int FORMAT_SHIFT = 24;
    private static final int DMA_COUNTERS_VALID = 0x80_0000;

    /** What a counter that only one format has counts. */
    public enum Unit {
        DMA_READ_BYTES,
        DMA_WRITTEN_BYTES,
        RECEIVED_BYTES,
        RECEIVED_PACKETS,
        SENT_BYTES,
        SENT_PACKETS,
        CONSUMED_WORK_UNITS,
        MAXIMUM_WORK_UNITS
    }

    /**
     * A counter that only one format has.
     *
     * @param value unsigned
     */
    public record FormatCounter(Unit unit, long value) {}

    /** Decodes the first {@link #BYTES} bytes. */
    public static MeasurementBlock of(BigEndian bytes) {
        long word = bytes.u32(0);
        int format = (int) (word >>> FORMAT_SHIFT);
        return new MeasurementBlock(
                format,
                bytes.u32(SAMPLES),
                bytes.u64(LAST_UPDATE),
                bytes.u64(LOADS),
                bytes.u64(STORES),
                bytes.u64(STORE_BLOCKS),
                bytes.u64(REFRESHES),
                formatCounters(bytes, format, format != 0 || (word & DMA_COUNTERS_VALID) != 0));
    }

    /** Whether the block was being written when it was read: read it again. */
    public boolean isBeingWritten() {
        return (lastUpdate & 1) != 0;
    }

    /** Whether anything was counted yet; the first update comes one interval after measurement begins. */
    public boolean wasUpdated() {
        return lastUpdate != 0;
    }

    private static List<FormatCounter> formatCounters(BigEndian bytes, int format, boolean valid) {
        List<FormatCounter> counters = new ArrayList<>();
        for (Unit unit : valid ? units(format) : List.<Unit>of()) {
            long value = bytes.u64(FORMAT_COUNTERS + counters.size() * Long.BYTES);
            counters.add(new FormatCounter(unit, value));
        }
        return List.copyOf(counters);
    }

    private static List<Unit> units(int format) {
        return switch (format) {
            case 0 -> List.of(Unit.DMA_READ_BYTES, Unit.DMA_WRITTEN_BYTES);
            case 1 -> List.of(Unit.RECEIVED_BYTES, Unit.RECEIVED_PACKETS, Unit.SENT_BYTES, Unit.SENT_PACKETS);
            case 2 -> List.of(Unit.CONSUMED_WORK_UNITS, Unit.MAXIMUM_WORK_UNITS);
            case 3 -> List.of(Unit.SENT_BYTES);
            default -> List.of();
        };
    }
}
