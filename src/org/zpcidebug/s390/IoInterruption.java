package org.zpcidebug.s390;

/**
 * What the word of an I/O interruption says.
 *
 * @param subclass interruption subclass, 0..7
 */
public record IoInterruption(Kind kind, int subclass) {

    /** Who interrupted. */
    public enum Kind {
        /** A subchannel. */
        SUBCHANNEL,
        /** An adapter, for all CPUs: the interrupt of a PCI function. */
        ADAPTER,
        /** An adapter, for one CPU. */
        DIRECTED
    }

    private static final long ADAPTER_BIT = 0x8000_0000L;
    private static final long DIRECTED_BIT = 0x4000_0000L;
    private static final int SUBCLASS_SHIFT = 27;
    private static final int SUBCLASS_MASK = 7;

    /** Decodes the 32-bit I/O interruption word. */
    public static IoInterruption of(long word) {
        Kind kind =
                (word & DIRECTED_BIT) != 0 ? Kind.DIRECTED : (word & ADAPTER_BIT) != 0 ? Kind.ADAPTER : Kind.SUBCHANNEL;
        return new IoInterruption(kind, (int) (word >>> SUBCLASS_SHIFT) & SUBCLASS_MASK);
    }
}
