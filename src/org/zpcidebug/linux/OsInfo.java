package org.zpcidebug.linux;

import java.util.OptionalLong;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.StorageRead;

/**
 * Linux's page of information for dump programs, found through the doubleword at absolute 0xe18. Kernels that map their
 * image apart (6.10 and later) tell there where.
 */
public final class OsInfo {

    private static final long POINTER = 0xe18;
    private static final int BYTES = 4096;
    private static final long MAGIC = 0x4f53_494e_464f_535aL;
    private static final int MINOR = 0x0e;
    private static final int FIRST_ENTRY = 0x20;
    private static final int ENTRY_BYTES = 20;

    /** The entries that are values, with their numbers; they exist from minor version 1 on. */
    public enum Entry {
        IDENTITY_BASE(4),
        KERNEL_OFFSET(5),
        KERNEL_OFFSET_ABSOLUTE(6),
        IMAGE_START(10),
        IMAGE_END(11),
        IMAGE_ABSOLUTE(12);

        private final int number;

        Entry(int number) {
            this.number = number;
        }
    }

    private final BigEndian page;

    private OsInfo(BigEndian page) {
        this.page = page;
    }

    /** Reads the page; without one, every entry is empty. */
    public static OsInfo find(AbsoluteStorage storage) {
        StorageRead pointer = storage.read(POINTER, Long.BYTES);
        if (!pointer.isReadable() || pointer.bytes().u64(0) == 0) {
            return new OsInfo(null);
        }
        StorageRead page = storage.read(pointer.bytes().u64(0), BYTES);
        return new OsInfo(page.isReadable() && page.bytes().u64(0) == MAGIC ? page.bytes() : null);
    }

    /** Whether the guest has such a page. */
    public boolean isPresent() {
        return page != null;
    }

    /** The value of an entry. */
    public OptionalLong value(Entry entry) {
        return page == null || page.u16(MINOR) == 0
                ? OptionalLong.empty()
                : OptionalLong.of(page.u64(FIRST_ENTRY + entry.number * ENTRY_BYTES));
    }
}
