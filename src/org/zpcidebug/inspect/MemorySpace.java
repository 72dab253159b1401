package org.zpcidebug.inspect;

import org.zpcidebug.s390.Psw;

/** What addresses of a guest's memory mean. */
public sealed interface MemorySpace {

    /** Absolute addresses: storage as the machine numbers it. */
    record Absolute() implements MemorySpace {}

    /**
     * Addresses as a CPU uses them: translated by the tables that its control registers name while its PSW has
     * translation on, and prefixed.
     *
     * @param psw says whether addresses are translated, and in which address space
     * @param primary control register 1
     * @param secondary control register 7
     * @param home control register 13
     * @param prefix where the CPU's own first 8 KiB are
     */
    record Virtual(Psw psw, long primary, long secondary, long home, long prefix) implements MemorySpace {}

    /** DMA addresses of a function, translated by the tables that the guest registered for it. */
    record Dma(long fid) implements MemorySpace {}
}
