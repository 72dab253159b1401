package org.zpcidebug.linux;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.zpcidebug.s390.BigEndian;

/**
 * Learns where members of zpci_dev are from the functions that a scan found: a place counts when every function has
 * something plausible there and no other place does as well. The order of members within a group is that of all kernels
 * since 5.8; what is not found stays unknown.
 */
@SuppressWarnings("nls")
final class LearntLayout {

    /** How much of a function is looked at. */
    static final int BYTES = 1024;

    private static final int MAX_STORE_BLOCK = 4096;
    private static final int FIRST_OWN_GROUP = 0xf0;
    private static final int MAX_INTERRUPTS = 4095;
    private static final long PAGE_OFFSET = 0xfff;
    private static final long TABLE_OFFSET = 0x3fff;
    private static final int BARS = 6;
    private static final int BAR_BYTES = 32;
    private static final int BAR_SIZE = 30;
    private static final int MAX_EXPONENT = 48;
    private static final int LARGEST_LOCK = 64;
    private static final int BLOCK_ALIGNMENT = 64;
    private static final int MIN_INTERVAL = 10;
    private static final int MAX_INTERVAL = 60_000;
    private static final int MAX_BLOCK = 128;

    private final List<BigEndian> functions;
    private final KernelAddressSpace space;
    private final int fid;
    private final Map<String, Field> fields = new HashMap<>();

    private LearntLayout(List<BigEndian> functions, KernelAddressSpace space, int fid) {
        this.functions = functions;
        this.space = space;
        this.fid = fid;
    }

    /**
     * The members that were found.
     *
     * @param functions the first {@link #BYTES} bytes of each
     * @param fid offset of the FID
     */
    static Map<String, Field> of(List<BigEndian> functions, KernelAddressSpace space, int fid) {
        LearntLayout learnt = new LearntLayout(functions, space, fid);
        learnt.identity();
        learnt.dma();
        learnt.interrupts();
        return Map.copyOf(learnt.fields);
    }

    /** What one function has at an offset. */
    @FunctionalInterface
    private interface Rule {
        boolean holds(BigEndian function, int offset);
    }

    private void add(String name, int offset, int bytes) {
        fields.put(name, Field.ofBytes(offset, bytes));
    }

    /** The only offset from which on the rule holds for all functions, in steps of 8. */
    private OptionalInt only(int from, int to, Rule rule) {
        OptionalInt found = OptionalInt.empty();
        for (int offset = from + 7 & -Long.BYTES; offset <= to; offset += Long.BYTES) {
            int candidate = offset;
            if (functions.stream().allMatch(f -> rule.holds(f, candidate))) {
                if (found.isPresent()) {
                    return OptionalInt.empty();
                }
                found = OptionalInt.of(offset);
            }
        }
        return found;
    }

    private void identity() {
        add("zbus", 0, 8);
        add("entry", FunctionScan.ENTRY, 16);
        add("state", fid - 4, 4);
        add("fid", fid, 4);
        add("fh", fid + 4, 4);
        if (functions.stream().allMatch(f -> isStoreBlock(f.u16(fid + 16)))) {
            add("vfn", fid + 12, 2);
            add("pchid", fid + 14, 2);
            add("maxstbl", fid + 16, 2);
            group();
        }
    }

    /** Since 6.12 or so, routing and topology id come before the group; QEMU's own groups show which it is. */
    private void group() {
        boolean early = functions.stream().allMatch(f -> f.u8(fid + 18) >= FIRST_OWN_GROUP);
        boolean late = functions.stream().allMatch(f -> f.u8(fid + 22) >= FIRST_OWN_GROUP);
        if (early != late) {
            int start = fid + (early ? 18 : 22);
            add("pfgid", start, 1);
            add("pft", start + 1, 1);
        }
    }

    private static boolean isStoreBlock(int bytes) {
        return bytes > 0 && bytes <= MAX_STORE_BLOCK && bytes % Long.BYTES == 0;
    }

    private void interrupts() {
        // In every kernel they come before the DMA window, and behind it there is much that looks alike.
        int end = fields.containsKey("start_dma") ? fields.get("start_dma").offset() : BYTES;
        OptionalInt found = only(fid + 24, end - 48, this::isInterrupts);
        if (found.isPresent()) {
            int start = found.getAsInt();
            add("msi_addr", start, 8);
            add("max_msi", start + 8, 4);
            add("msi_nr_irqs", start + 16, 4);
            add("aibv", start + 24, 8);
            add("aisb", start + 32, 8);
            add("dma_table", start + 40, 8);
        }
    }

    private boolean isInterrupts(BigEndian f, int at) {
        long address = f.u64(at);
        long limit = f.u32(at + 8);
        long aisb = f.u64(at + 32);
        return address != 0
                && (address & PAGE_OFFSET) == 0
                && !space.isLinear(address)
                && limit > 0
                && limit <= MAX_INTERRUPTS
                && f.u32(at + 16) <= limit
                && isPointer(f.u64(at + 24), Long.BYTES - 1)
                && aisb >= -1
                && aisb <= MAX_INTERRUPTS
                && isPointer(f.u64(at + 40), TABLE_OFFSET);
    }

    private void dma() {
        OptionalInt found = only(fid + 8, BYTES - 16, LearntLayout::isWindow);
        if (found.isEmpty()) {
            return;
        }
        int start = found.getAsInt();
        add("start_dma", start, 8);
        add("end_dma", start + 8, 8);
        int bars = start - BARS * BAR_BYTES;
        if (bars > fid && functions.stream().allMatch(f -> areBars(f, bars))) {
            add("bars", bars, BARS * BAR_BYTES);
        }
        int block = start + 24;
        OptionalInt measurement = only(block, Math.min(block + LARGEST_LOCK, BYTES - 16), this::isMeasurement);
        if (measurement.isPresent()) {
            add("fmb", measurement.getAsInt(), 8);
            add("fmb_update", measurement.getAsInt() + 8, 2);
        }
    }

    private static boolean isWindow(BigEndian f, int at) {
        long first = f.u64(at);
        long last = f.u64(at + 8);
        return first > 0 && (first & PAGE_OFFSET) == 0 && (last & PAGE_OFFSET) == PAGE_OFFSET && last > first;
    }

    private static boolean areBars(BigEndian f, int at) {
        boolean any = false;
        for (int i = 0; i < BARS; i++) {
            int exponent = f.u8(at + i * BAR_BYTES + BAR_SIZE);
            if (exponent > MAX_EXPONENT) {
                return false;
            }
            any |= exponent > 0;
        }
        return any;
    }

    private boolean isMeasurement(BigEndian f, int at) {
        int interval = f.u16(at + 8);
        return isPointer(f.u64(at), BLOCK_ALIGNMENT - 1)
                && interval >= MIN_INTERVAL
                && interval <= MAX_INTERVAL
                && f.u16(at + 10) <= MAX_BLOCK;
    }

    /** Null, or an aligned address in the mapping of all memory. */
    private boolean isPointer(long pointer, long alignmentMask) {
        return pointer == 0 || (pointer & alignmentMask) == 0 && space.isLinear(pointer);
    }
}
