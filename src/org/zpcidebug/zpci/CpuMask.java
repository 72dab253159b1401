package org.zpcidebug.zpci;

/**
 * What a CPU lets interrupt it.
 *
 * @param control6 control register 6, whose bits 32 to 39 stand for the I/O interruption subclasses 0 to 7
 * @param allowsIo whether its PSW allows I/O interruptions; true for a CPU that waits for them
 */
public record CpuMask(long control6, boolean allowsIo) {

    private static final long FIRST_SUBCLASS = 0x8000_0000L;

    /** Whether control register 6 lets that subclass through. */
    public boolean accepts(int subclass) {
        return (control6 & FIRST_SUBCLASS >> subclass) != 0;
    }

    /** Whether an interruption of that subclass is taken now. */
    public boolean takes(int subclass) {
        return allowsIo && accepts(subclass);
    }
}
