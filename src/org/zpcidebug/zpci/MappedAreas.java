package org.zpcidebug.zpci;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a DMA address space something is mapped, roughly: mappings with less than {@link #GAP} between them are in one
 * area. Immutable.
 *
 * @param windows from the first DMA address of an area to its last, ascending
 * @param largest the number of the area with the most bytes mapped; -1 when there is none
 */
public record MappedAreas(List<DmaWindow> windows, int largest) {

    /** What lies between two areas at least. */
    public static final long GAP = 16 << 20;

    /** More nobody steps through; what comes behind is in the last one. */
    private static final int MOST = 4096;

    /** Keeps a copy of its own. */
    public MappedAreas {
        windows = List.copyOf(windows);
    }

    /** The areas of mappings. Looks at page tables, not at each mapping. */
    public static MappedAreas of(Mappings mappings) {
        List<DmaWindow> windows = new ArrayList<>();
        int largest = -1;
        long most = 0;
        int begin = 0;
        long bytes = 0;
        for (int i = 0; i < mappings.parts(); i++) {
            bytes += mappings.part(i).rows() * mappings.part(i).rowBytes();
            if (i + 1 == mappings.parts() || windows.size() < MOST - 1 && isApart(mappings, i)) {
                windows.add(window(mappings, begin, i));
                if (largest < 0 || Long.compareUnsigned(bytes, most) > 0) {
                    largest = windows.size() - 1;
                    most = bytes;
                }
                begin = i + 1;
                bytes = 0;
            }
        }
        return new MappedAreas(windows, largest);
    }

    private static boolean isApart(Mappings mappings, int part) {
        Mappings.Part here = mappings.part(part);
        long end = here.iova() + here.span();
        return Long.compareUnsigned(mappings.part(part + 1).iova() - end, GAP) >= 0;
    }

    private static DmaWindow window(Mappings mappings, int firstPart, int lastPart) {
        Mappings.Part end = mappings.part(lastPart);
        int last = end.firstRow() + end.rows() - 1;
        long first = mappings.iova(mappings.part(firstPart).firstRow());
        return new DmaWindow(first, mappings.iova(last) + mappings.bytes(last) - 1);
    }

    /** The first area that begins behind a DMA address, or else the first of all; null when there is none. */
    public DmaWindow next(long address) {
        return windows.stream()
                .filter(window -> Long.compareUnsigned(window.first(), address) > 0)
                .findFirst()
                .orElse(windows.isEmpty() ? null : windows.get(0));
    }

    /** The last area that ends before a DMA address, or else the last of all; null when there is none. */
    public DmaWindow previous(long address) {
        DmaWindow found = null;
        for (DmaWindow window : windows) {
            found = Long.compareUnsigned(window.last(), address) < 0 ? window : found;
        }
        return found != null || windows.isEmpty() ? found : windows.get(windows.size() - 1);
    }
}
