package org.zpcidebug.inspect;

import java.util.List;
import org.zpcidebug.zpci.DmaReference;

/**
 * Which DMA addresses of which functions lead to a guest address.
 *
 * @param address the absolute address that was looked for
 * @param found in the order of the functions and then of the DMA addresses
 * @param gaps what could not be looked through, in words, each with its function
 */
public record References(long address, List<DmaReference> found, List<String> gaps) {

    /** Copies the lists. */
    public References {
        found = List.copyOf(found);
        gaps = List.copyOf(gaps);
    }
}
