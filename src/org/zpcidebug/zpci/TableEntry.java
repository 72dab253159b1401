package org.zpcidebug.zpci;

import java.util.Optional;
import org.zpcidebug.s390.Hex;

/**
 * An entry of an I/O translation table, judged as QEMU does (s390-pci-bus.c, table_translate, the same from 7.2 to
 * 10.2), which knows region-third tables and below; for those above the same rules are taken to hold.
 *
 * @param level the table that it is in
 * @param bits its 64 bits as a big-endian number
 */
public record TableEntry(TableLevel level, long bits) {

    static final int PAGE_INVALID = 0x400;
    static final int PROTECTED = 0x200;
    static final long PAGE_FRAME = ~0xfffL;
    static final int INVALID = 0x20;
    static final int SEGMENT_FRAME = 0x400;
    static final int TYPE = 0xc;
    static final int LENGTH = 0x3;
    static final int OFFSET = 0xc0;

    private static final long LARGE_FRAME = ~0xfffffL;
    private static final long PAGE_TABLE = ~0x7ffL;
    private static final long REGION_OR_SEGMENT_TABLE = ~0x3fffL;

    /** What an entry says. */
    public enum State {
        /** It leads on: to the next table, or to a frame. */
        VALID,
        /** It is invalid and names nothing: there never was a mapping here. */
        NEVER_USED,
        /** It is invalid and still names a table or frame: there was a mapping here. */
        STALE,
        /** It makes no sense; see {@link TableEntry#error}. */
        ERROR
    }

    /** What it says. */
    public State state() {
        if (error().isPresent()) {
            return State.ERROR;
        }
        if (!isInvalid()) {
            return State.VALID;
        }
        return origin() == 0 ? State.NEVER_USED : State.STALE;
    }

    /** Whether it leads on. */
    public boolean isValid() {
        return !isInvalid() && error().isEmpty();
    }

    /** Whether its invalid bit is on. */
    public boolean isInvalid() {
        return (bits & (level == TableLevel.PAGE ? PAGE_INVALID : INVALID)) != 0;
    }

    /** Whether it makes all below it read-only for the device. */
    public boolean isProtected() {
        return (bits & PROTECTED) != 0;
    }

    /** Whether it names a frame: 4 KiB from a page table, 1 MiB from a segment table. */
    public boolean isFrame() {
        return level == TableLevel.PAGE || level == TableLevel.SEGMENT && (bits & SEGMENT_FRAME) != 0;
    }

    /** The absolute address of the next table or of the frame; of an invalid entry, of what it used to name. */
    public long origin() {
        if (level == TableLevel.PAGE) {
            return bits & PAGE_FRAME;
        }
        if (level == TableLevel.SEGMENT) {
            return bits & (isFrame() ? LARGE_FRAME : PAGE_TABLE);
        }
        return bits & REGION_OR_SEGMENT_TABLE;
    }

    /** The error event that a refresh (RPCIT) of an address below this entry raises; empty when it raises none. */
    public Optional<ErrorEvent> error() {
        if (bits == 0) {
            return Optional.of(ErrorEvent.INVALID_ENTRY);
        }
        if (isInvalid()) {
            return Optional.empty();
        }
        if (level.isRegion() && (bits & (LENGTH | OFFSET)) != LENGTH) {
            return Optional.of(ErrorEvent.INVALID_LENGTH);
        }
        return leadsNowhere() ? Optional.of(ErrorEvent.TABLE_TYPE) : Optional.empty();
    }

    private boolean leadsNowhere() {
        if (level == TableLevel.PAGE) {
            return origin() == 0;
        }
        long address = level == TableLevel.SEGMENT ? bits & PAGE_TABLE : origin();
        return address == 0 || (bits & TYPE) != level.typeBits();
    }

    /** The entry in hexadecimal. */
    @Override
    public String toString() {
        return Hex.of(bits);
    }
}
