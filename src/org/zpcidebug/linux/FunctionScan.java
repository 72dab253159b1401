package org.zpcidebug.linux;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.StorageRead;

/**
 * The last resort: looks through all memory for a function's FID with its handle right after it, in a structure that is
 * linked into a list. Knows no layout but that {@code entry} comes second in zpci_dev and that {@code state}, {@code
 * fid} and {@code fh} follow each other, as in every kernel since 5.8.
 */
@SuppressWarnings("nls")
final class FunctionScan {

    /** Offset of the list's links in zpci_dev. */
    static final int ENTRY = 8;

    /** No more than this is looked through. */
    private static final long MAX_SCANNED = 8L << 30;

    private static final int PIECE = 4 << 20;
    private static final int MAX_CANDIDATES = 1000;
    private static final int MAX_FID_OFFSET = 512;
    private static final int MAX_FUNCTIONS = 4096;
    private static final int MAX_STATE = 3;
    private static final int ENABLED = 0x8000_0000;
    private static final int MARK_SHIFT = 16;
    private static final int MARK_MASK = 0xff;
    private static final int MAX_MARK = 2;

    private final AbsoluteStorage storage;
    private final KernelMemory memory;
    private final LinuxSettings settings;
    private final Set<Long> fids;
    private final long filter;
    private int candidates;

    /** @param fids the FIDs that the hypervisor knows */
    FunctionScan(AbsoluteStorage storage, KernelMemory memory, LinuxSettings settings, Set<Long> fids) {
        this.storage = storage;
        this.memory = memory;
        this.settings = settings;
        this.fids = fids;
        this.filter = fids.stream().mapToLong(fid -> bit(fid.intValue())).reduce(0, (a, b) -> a | b);
    }

    /**
     * The list and where the FID lies in a function.
     *
     * @param head virtual address of the list
     * @param first virtual address of one function in it
     */
    record Found(long head, long first, int fidOffset) {}

    /** Looks until one function is found. */
    Found find() throws Problem {
        long end = Math.min(settings.memoryBytes(), MAX_SCANNED);
        for (long at = 0; at < end && candidates < MAX_CANDIDATES; at += PIECE) {
            if (settings.cancelled().getAsBoolean()) {
                throw Problem.of("memory.cancelled");
            }
            int length = (int) Math.min(PIECE, end - at);
            StorageRead piece = storage.read(at, length);
            Optional<Found> found = piece.isReadable() ? findIn(at, piece.bytes()) : Optional.empty();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw Problem.of("zpci.scanFailed");
    }

    private Optional<Found> findIn(long start, BigEndian piece) {
        for (int i = Integer.BYTES; i + 2 * Integer.BYTES <= piece.length(); i += Integer.BYTES) {
            int word = piece.s32(i);
            if ((filter & bit(word)) != 0
                    && fids.contains(word & 0xffff_ffffL)
                    && isHandle(piece.s32(i + Integer.BYTES))
                    && piece.u32(i - Integer.BYTES) <= MAX_STATE) {
                candidates++;
                Optional<Found> found = around(start + i);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** One of 64 bits: most words are told apart from all FIDs by it. */
    private static long bit(int word) {
        return 1L << (word * 0x9e37_79b9 >>> 26);
    }

    private static boolean isHandle(int handle) {
        int mark = handle >>> MARK_SHIFT & MARK_MASK;
        return mark <= MAX_MARK && (mark > 0 || (handle & ENABLED) != 0);
    }

    /** Looks before the FID for links whose neighbours link back, which is where the structure's second member is. */
    private Optional<Found> around(long fid) {
        long from = Math.max(ENTRY, fid - MAX_FID_OFFSET) & -Long.BYTES;
        StorageRead before = storage.read(from, (int) (fid - from));
        if (!before.isReadable()) {
            return Optional.empty();
        }
        BigEndian bytes = before.bytes();
        for (int i = 0; i + 2 * Long.BYTES <= bytes.length(); i += Long.BYTES) {
            long node = memory.space().identity(from + i);
            if (isLinked(node, bytes.u64(i), bytes.u64(i + Long.BYTES))) {
                int offset = (int) (fid - from - i) + ENTRY;
                Known<OptionalLong> head = Known.from(() -> head(node, offset));
                if (head.isKnown() && head.value().isPresent()) {
                    return Optional.of(new Found(head.value().getAsLong(), node - ENTRY, offset));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isLinked(long node, long next, long previous) {
        if (next == node || next % Long.BYTES != 0 || previous % Long.BYTES != 0 || next == 0 || previous == 0) {
            return false;
        }
        return Known.from(() -> memory.u64(next + Long.BYTES) == node && memory.u64(previous) == node)
                .orElse(false);
    }

    /** The one member of the list that is no function. */
    private OptionalLong head(long start, int fidOffset) throws Problem {
        OptionalLong head = OptionalLong.empty();
        long node = start;
        for (int i = 0; i < MAX_FUNCTIONS; i++) {
            if (!isFunction(node, fidOffset)) {
                if (head.isPresent()) {
                    return OptionalLong.empty();
                }
                head = OptionalLong.of(node);
            }
            node = memory.u64(node);
            if (node == start) {
                return head;
            }
        }
        return OptionalLong.empty();
    }

    private boolean isFunction(long node, int fidOffset) throws Problem {
        BigEndian words = memory.read(node - ENTRY + fidOffset - Integer.BYTES, 2 * Integer.BYTES);
        return words.u32(0) <= MAX_STATE && fids.contains(words.u32(Integer.BYTES));
    }
}
