package org.zpcidebug.linux;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.Hex;
import org.zpcidebug.s390.StorageRead;

/**
 * The ELF note that holds a Linux kernel's VMCOREINFO, found through the doubleword at absolute 0xe0c. Until the kernel
 * has set itself up, that doubleword holds something else, or nothing.
 *
 * @param pointer what was at 0xe0c
 * @param note the whole note, header and name included; null when there is none
 * @param state what was found
 * @param problem why there is no note, in words; null when there is one
 */
@SuppressWarnings("nls")
record VmCoreInfoNote(State state, long pointer, BigEndian note, String problem) {

    /** Absolute address of the pointer to the note. */
    static final long POINTER = 0xe0c;

    private static final int NAME_OFFSET = 12;
    private static final int TEXT_OFFSET = 24;
    private static final int NAME_BYTES = 11;
    private static final BigEndian NAME = new BigEndian("VMCOREINFO\0".getBytes(StandardCharsets.US_ASCII));
    private static final int MAX_TEXT = 64 * 1024;

    /** What there is. */
    enum State {
        /** The note of a kernel that runs. */
        PRESENT,
        /** A kernel that has begun to start. */
        EARLY,
        /** No sign of a Linux kernel. */
        ABSENT
    }

    /** Looks for the note. */
    static VmCoreInfoNote find(AbsoluteStorage storage) {
        StorageRead read = storage.read(POINTER, Long.BYTES);
        if (!read.isReadable()) {
            return absent(0, "linux.absent.unreadable", read.problem());
        }
        long pointer = read.bytes().u64(0);
        if (pointer == 0) {
            return absent(pointer, "linux.absent.zero");
        }
        if ((pointer & 1) != 0) {
            return new VmCoreInfoNote(
                    State.EARLY, pointer, null, Problem.of("linux.early").getMessage());
        }
        return read(storage, pointer);
    }

    private static VmCoreInfoNote read(AbsoluteStorage storage, long pointer) {
        StorageRead header = storage.read(pointer, TEXT_OFFSET);
        if (!header.isReadable() || !isHeader(header.bytes())) {
            return absent(pointer, "linux.absent.noNote", Hex.of(pointer));
        }
        int length = TEXT_OFFSET + (int) header.bytes().u32(Integer.BYTES);
        StorageRead whole = storage.read(pointer, length);
        if (!whole.isReadable() || !isHeader(whole.bytes())) {
            return absent(pointer, "linux.absent.noNote", Hex.of(pointer));
        }
        return new VmCoreInfoNote(State.PRESENT, pointer, whole.bytes(), null);
    }

    /** Whether the guest still holds exactly this note: one batch, cheap enough for every refresh. */
    boolean isUnchanged(AbsoluteStorage storage) {
        List<StorageRead> now =
                storage.read(List.of(new Extent(POINTER, Long.BYTES), new Extent(pointer, note.length())));
        return now.get(0).isReadable()
                && now.get(0).bytes().u64(0) == pointer
                && now.get(1).isReadable()
                && now.get(1).bytes().equals(note);
    }

    /** The note's content. */
    VmCoreInfo info() {
        return VmCoreInfo.parse(note.bytes(TEXT_OFFSET, note.length() - TEXT_OFFSET));
    }

    private static boolean isHeader(BigEndian note) {
        long text = note.u32(Integer.BYTES);
        return note.u32(0) == NAME_BYTES
                && text > 0
                && text <= MAX_TEXT
                && NAME.equals(note.slice(NAME_OFFSET, NAME_BYTES));
    }

    private static VmCoreInfoNote absent(long pointer, String key, Object... arguments) {
        return new VmCoreInfoNote(
                State.ABSENT, pointer, null, Problem.of(key, arguments).getMessage());
    }
}
