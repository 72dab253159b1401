package org.zpcidebug.intercept;

import java.util.List;
import java.util.OptionalLong;

/** What is known of a guest's code and functions, as far as intercepts need it. For one thread. */
public interface GuestCode {

    /** Where it executes PCI instructions, in the order of the addresses. */
    List<Site> sites();

    /** The function that an address lies in, for instance {@code zpci_mod_fc+0x34}; empty text when unknown. */
    String symbol(long address);

    /** The FID of the function that has this handle now. */
    OptionalLong fid(long handle);
}
