package org.zpcidebug.linux;

import java.util.OptionalLong;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.AddressSpaceControl;
import org.zpcidebug.s390.DatLevel;
import org.zpcidebug.s390.DatWalk;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.s390.Translation;

/**
 * Where a kernel's virtual addresses are in absolute storage: its image and the mapping of all memory by arithmetic, the
 * rest (vmalloc, modules) by walking the kernel's own translation tables.
 *
 * <p>Up to 6.9 the image is part of the mapping of all memory, which begins at 0. From 6.10 on both have places of their
 * own, which VMCOREINFO and os_info tell.
 */
@SuppressWarnings("nls")
public final class KernelAddressSpace {

    /** An image is smaller than this; anything further up goes through the tables. */
    private static final long MAX_IMAGE = 0x2000_0000L;

    /** Region and segment tables of Linux have all four of their 4 KiB parts. */
    private static final int TABLE_PARTS = 4;

    private final AbsoluteStorage storage;
    private final OptionalLong imageStart;
    private final long imageAbsolute;
    private final long imageEnd;
    private final long identityBase;
    private final long memoryBytes;
    private final OptionalLong topTable;
    private DatWalk tables;

    /** @param memoryBytes how much memory the guest has, from absolute 0 on; 0 when that is not known */
    public KernelAddressSpace(AbsoluteStorage storage, VmCoreInfo info, OsInfo osInfo, long memoryBytes) {
        this.storage = storage;
        this.memoryBytes = memoryBytes;
        OptionalLong absolute = either(info.kernelOffsetAbsolute(), osInfo.value(OsInfo.Entry.KERNEL_OFFSET_ABSOLUTE));
        OptionalLong start = either(info.kernelOffset(), osInfo.value(OsInfo.Entry.KERNEL_OFFSET));
        boolean apart = absolute.isPresent() && start.isPresent();
        imageStart = apart ? start : OptionalLong.empty();
        imageAbsolute = apart ? absolute.getAsLong() : start.orElse(0);
        imageEnd = osInfo.value(OsInfo.Entry.IMAGE_END).orElse(start.orElse(0) + MAX_IMAGE);
        identityBase = apart
                ? either(info.identityBase(), osInfo.value(OsInfo.Entry.IDENTITY_BASE))
                        .orElse(0)
                : 0;
        topTable = info.symbol("swapper_pg_dir");
    }

    /** Where this virtual address is. */
    public Translation translate(long virtual) {
        OptionalLong direct = direct(virtual);
        return direct.isPresent() ? Translation.valid(virtual, direct.getAsLong(), true) : walk(virtual);
    }

    /** Whether the address belongs to a range whose pages lie in storage as they do in the address space. */
    boolean isLinear(long virtual) {
        return direct(virtual).isPresent();
    }

    /** Where the kernel's image may lie in absolute storage. */
    long imageAbsolute() {
        return imageAbsolute;
    }

    /** The virtual address of an absolute address that lies in the image. */
    long virtualOfImage(long absolute) {
        return imageStart.isPresent() ? absolute - imageAbsolute + imageStart.getAsLong() : absolute;
    }

    /** The virtual address of an absolute address in the mapping of all memory. */
    long identity(long absolute) {
        return absolute + identityBase;
    }

    private OptionalLong direct(long virtual) {
        if (imageStart.isPresent()
                && Long.compareUnsigned(virtual, imageStart.getAsLong()) >= 0
                && Long.compareUnsigned(virtual, imageEnd) < 0) {
            return OptionalLong.of(virtual - imageStart.getAsLong() + imageAbsolute);
        }
        long absolute = virtual - identityBase;
        boolean inMemory = Long.compareUnsigned(absolute, memoryBytes) < 0;
        return inMemory ? OptionalLong.of(absolute) : OptionalLong.empty();
    }

    private Translation walk(long virtual) {
        if (tables == null) {
            Known<DatWalk> found = Known.from(this::tables);
            if (!found.isKnown()) {
                return Translation.invalid(virtual, found.problem());
            }
            tables = found.value();
        }
        return tables.translate(virtual);
    }

    /** Every entry of the kernel's top table says which table it belongs to, the invalid ones too. */
    private DatWalk tables() throws Problem {
        long symbol = topTable.orElseThrow(() -> Problem.of("space.noTables"));
        // Before there are tables the symbol is found by arithmetic only; it belongs to the image.
        long origin = imageStart.isPresent() ? direct(symbol).orElse(symbol) : symbol;
        StorageRead first = storage.read(origin, Long.BYTES);
        if (!first.isReadable()) {
            throw Problem.of("space.tablesUnreadable", first.problem());
        }
        DatLevel level = DatLevel.ofType(first.bytes().u64(0));
        return new DatWalk(storage, new AddressSpaceControl(origin, level, TABLE_PARTS, false));
    }

    private static OptionalLong either(OptionalLong first, OptionalLong second) {
        return first.isPresent() ? first : second;
    }
}
