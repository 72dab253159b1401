package org.zpcidebug.intercept;

import java.nio.ByteBuffer;

/** A way to the guest's memory that takes microseconds and does without QEMU, also while the guest stands. */
@FunctionalInterface
public interface DirectMemory {

    /**
     * Reads absolute storage into a buffer, from its position to its limit, without moving them.
     *
     * @return whether it could be read; the buffer holds anything else
     */
    boolean read(long address, ByteBuffer into);
}
