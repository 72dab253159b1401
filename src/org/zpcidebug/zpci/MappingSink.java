package org.zpcidebug.zpci;

/** Takes valid mappings in the order of their DMA addresses. */
@FunctionalInterface
public interface MappingSink {

    /**
     * A valid mapping.
     *
     * @param iova its first DMA address
     * @param address the absolute address that it leads to
     * @param bytes its size: 4 KiB, 1 MiB, or what a space without tables covers
     * @param writable whether the device may write there
     */
    void mapping(long iova, long address, long bytes, boolean writable);
}
