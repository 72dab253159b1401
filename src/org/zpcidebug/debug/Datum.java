package org.zpcidebug.debug;

import java.util.List;
import org.zpcidebug.intercept.FieldMeaning;

/**
 * A named value with what it consists of, as the Variables and Registers views show it. Immutable.
 *
 * @param text the value in words
 * @param meaning what the value is, in words; empty text when its name says that
 */
record Datum(String name, String text, String meaning, List<Datum> parts) {

    Datum {
        parts = List.copyOf(parts);
    }

    /** A value whose name says what it is. */
    Datum(String name, String text, List<Datum> parts) {
        this(name, text, "", parts); //$NON-NLS-1$
    }

    /** The same, with what values of that name are. */
    Datum explained(String field) {
        return new Datum(name, text, FieldMeaning.of(field).orElse(""), parts); //$NON-NLS-1$
    }

    /** A value without parts. */
    static Datum of(String name, String text) {
        return new Datum(name, text, List.of());
    }

    /** The one of that name, null when there is none. */
    static Datum named(String name, List<Datum> data) {
        return data.stream()
                .filter(datum -> datum.name.equals(name))
                .findFirst()
                .orElse(null);
    }
}
