package org.zpcidebug.gdbstub;

import java.time.Duration;

/**
 * Tells whether to look again for a packet that is awaited, or to sleep until it is there. Being woken takes a good part
 * of the time that a breakpoint costs; so while packets come soon they are looked for, and one that does not ends that
 * for a while: nothing was hit, or others want the processor. Belongs to the thread that waits.
 */
final class ShortWaits {

    private static final long SHORT = Duration.ofMillis(1).toNanos();

    /** Short waits in a row that make a rule. */
    private static final int SEVERAL = 8;

    private long begun;
    private int inRow;

    /** A wait begins at this time of {@link System#nanoTime}. */
    void begin(long now) {
        begun = now;
    }

    /** Whether the packet, which is not there yet, is likely to come at once. */
    boolean isWorthLooking(long now) {
        return inRow >= SEVERAL && now - begun < SHORT;
    }

    /** The packet came, or the wait was given up. */
    void end(long now) {
        inRow = now - begun < SHORT ? Math.min(inRow + 1, SEVERAL) : 0;
    }
}
