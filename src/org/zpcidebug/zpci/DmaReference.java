package org.zpcidebug.zpci;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.zpcidebug.s390.AbsoluteStorage;

/**
 * A DMA address of a function that leads to storage that was asked about.
 *
 * @param fid the function
 * @param iova the DMA address for exactly the absolute address asked about
 * @param writable whether the function may write there
 */
public record DmaReference(long fid, long iova, boolean writable) {

    /**
     * All DMA addresses that lead to an absolute address, in the order of the functions and then of the DMA addresses.
     *
     * @param mappings of each function, by FID
     */
    public static List<DmaReference> to(long address, Map<Long, ? extends MappingTable> mappings) {
        List<DmaReference> references = new ArrayList<>();
        mappings.forEach((fid, table) -> {
            for (int row = 0; row < table.size(); row++) {
                if (table.leadsTo(row, address)) {
                    long iova = table.iova(row) + (address - table.address(row));
                    references.add(new DmaReference(fid, iova, table.isWritable(row)));
                }
            }
        });
        return references;
    }

    /** As above for one function, read from its tables now and without keeping all mappings. */
    public static Reading read(AbsoluteStorage storage, DmaSpace space, ScanLimits limits, long fid, long address) {
        List<DmaReference> references = new ArrayList<>();
        ScanResult result = TableScan.run(storage, space, limits, (iova, target, bytes, writable) -> {
            if (Long.compareUnsigned(address - target, bytes - 1) <= 0) {
                references.add(new DmaReference(fid, iova + (address - target), writable));
            }
        });
        return new Reading(references, result);
    }

    /** What was found, with how reading the tables went. */
    public record Reading(List<DmaReference> references, ScanResult result) {

        /** Copies the list. */
        public Reading {
            references = List.copyOf(references);
        }
    }
}
