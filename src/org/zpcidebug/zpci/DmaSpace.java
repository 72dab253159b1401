package org.zpcidebug.zpci;

import java.util.OptionalLong;
import org.zpcidebug.zpci.Iota.Designation;

/**
 * A DMA address space as it is registered with a function.
 *
 * @param iota the translation anchor
 * @param window the DMA addresses that the function may use; {@link #EVERYTHING} when that is not known
 */
public record DmaSpace(Iota iota, DmaWindow window) {

    /** All 64-bit addresses. */
    public static final DmaWindow EVERYTHING = new DmaWindow(0, -1);

    /**
     * The part of the window that leads anywhere: a table covers but a part of all addresses, the smaller the lower it
     * is; a page frame covers its size.
     */
    public DmaWindow reach() {
        if (!iota.translates()) {
            return window;
        }
        if (iota.designation() == Designation.PAGE_FRAME) {
            long last = window.first() + iota.frameBytes() - 1;
            return window.intersection(new DmaWindow(window.first(), last));
        }
        return TableLevel.of(iota.designation())
                .map(level -> window.intersection(new DmaWindow(0, level.reach())))
                .orElse(window);
    }

    /**
     * The absolute address that a DMA address leads to without tables; empty when there are tables or the address is out
     * of reach. Without translation the window's first address is absolute address 0 (QEMU from 10.0 on,
     * s390_pci_iommu_direct_map_enable); of a page frame it is taken to be the first byte.
     */
    public OptionalLong direct(long iova) {
        boolean isFrame = iota.translates() && iota.designation() == Designation.PAGE_FRAME;
        if (iota.translates() && !isFrame || !reach().contains(iova)) {
            return OptionalLong.empty();
        }
        long start = isFrame ? iota.origin() & -iota.frameBytes() : 0;
        return OptionalLong.of(start + (iova - window.first()));
    }
}
