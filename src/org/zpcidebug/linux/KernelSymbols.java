package org.zpcidebug.linux;

import java.util.Optional;
import java.util.OptionalLong;

/** The names of a kernel's addresses, both ways. */
public interface KernelSymbols {

    /** Where the names come from. */
    enum Source {
        /** The kernel's own table in the guest's memory. */
        KALLSYMS,
        /** A System.map or vmlinux that the user named. */
        SYSTEM_MAP,
        /** Nowhere. */
        NONE
    }

    /**
     * The symbol that an address belongs to.
     *
     * @param offset bytes from its beginning
     * @param bytes how far the next symbol is from its beginning
     */
    record Place(String name, long offset, long bytes) {}

    /** Where the names come from. */
    Source source();

    /** The virtual address of a symbol; of several with that name, of the one with the lowest address. */
    OptionalLong address(String name);

    /** The symbol that a virtual address lies in. */
    Optional<Place> at(long address);
}
