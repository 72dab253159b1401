package org.zpcidebug.intercept;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of a guest's code and functions, as far as intercepts need it. For one thread. */
@SuppressWarnings("nls")
public interface GuestCode {

    /** Where it executes PCI instructions, in the order of the addresses. */
    List<Site> sites();

    /**
     * The function that an address lies in.
     *
     * @param name its name, with the module's in brackets behind it where it is one's
     * @param offset bytes from its beginning
     */
    record Place(String name, long offset) {}

    /** The function that an address lies in; empty when unknown. */
    Optional<Place> place(long address);

    /** As {@link #place}, for instance {@code zpci_mod_fc+0x34}; empty text when unknown. */
    default String symbol(long address) {
        return place(address)
                .map(place -> Site.symbol(place.name(), place.offset()))
                .orElse("");
    }

    /** Those of these sites whose place holds something else now. */
    default List<Site> overwritten(List<Site> sites) {
        return List.of();
    }

    /**
     * The guest's code as it is now, when some was loaded or taken away since this was made, for instance a module; empty
     * when none was. A few reads of memory.
     */
    default Optional<GuestCode> renewed() {
        return Optional.empty();
    }

    /** The FID of the function that has this handle now. */
    OptionalLong fid(long handle);
}
