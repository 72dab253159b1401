package org.zpcidebug.zpci;

import java.util.List;

/**
 * Fields of a configuration space that belong together: the header, or a capability.
 *
 * @param offset where it begins
 * @param label its name for a person
 */
public record ConfigSection(int offset, String label, List<ConfigField> fields) {

    /** Copies the list. */
    public ConfigSection {
        fields = List.copyOf(fields);
    }
}
