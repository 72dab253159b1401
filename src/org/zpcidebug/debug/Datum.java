package org.zpcidebug.debug;

import java.util.List;

/**
 * A named value with what it consists of, as the Variables and Registers views show it. Immutable.
 *
 * @param text the value in words
 */
record Datum(String name, String text, List<Datum> parts) {

    Datum {
        parts = List.copyOf(parts);
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
