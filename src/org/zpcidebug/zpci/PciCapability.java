package org.zpcidebug.zpci;

import org.zpcidebug.Text;

/**
 * A capability in a configuration space.
 *
 * @param id its id: 8 bits, 16 for an extended one
 * @param offset where it begins
 * @param extended whether it is one of PCI Express' extended capabilities
 */
@SuppressWarnings("nls")
public record PciCapability(int id, int offset, boolean extended) {

    /** Its name for a person; its number when it has none here. */
    public String label() {
        String key = String.format(extended ? "extendedCapability.%04x" : "capability.%02x", id);
        String name = Text.of(PciCapability.class, key);
        return name.startsWith("!")
                ? Text.of(PciCapability.class, "capability.other", String.format("0x%x", id))
                : name;
    }
}
