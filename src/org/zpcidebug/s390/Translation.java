package org.zpcidebug.s390;

import java.util.Objects;

/**
 * The outcome of translating a virtual address: where it is, or why nowhere.
 *
 * @param virtual the address that was translated
 * @param absolute its absolute address; meaningless when there is a problem
 * @param writable whether translation allows a store
 * @param problem why there is no absolute address, in words for the user; null when there is one
 */
public record Translation(long virtual, long absolute, boolean writable, String problem) {

    /** A translated address. */
    public static Translation valid(long virtual, long absolute, boolean writable) {
        return new Translation(virtual, absolute, writable, null);
    }

    /** An address that leads nowhere. */
    public static Translation invalid(long virtual, String problem) {
        return new Translation(virtual, 0, false, Objects.requireNonNull(problem));
    }

    /** Whether there is an absolute address. */
    public boolean isValid() {
        return problem == null;
    }
}
