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

    /** The valid mappings of one page table, which by default are told one by one. */
    default void pages(PageTable table) {
        for (long row : table.rows()) {
            mapping(PageRow.iova(table.iova(), row), PageRow.address(row), PageRow.BYTES, PageRow.isWritable(row));
        }
    }
}
