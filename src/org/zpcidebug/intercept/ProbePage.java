package org.zpcidebug.intercept;

import java.util.Optional;
import org.zpcidebug.s390.AbsoluteStorage;

/**
 * A stretch of the guest's code that a probe may borrow: code is no target of DMA, and no CPU executes it while all
 * others stand.
 *
 * @param address absolute, half a page before the beginning of a page
 * @param bytes what it holds, or its beginning, to be sure that it is this code; empty when that is not known
 * @param direct a way to read it that takes microseconds, also while the guest stands; empty where there is none
 */
public record ProbePage(long address, byte[] bytes, Optional<AbsoluteStorage> direct) {

    /** Takes a copy. */
    public ProbePage {
        bytes = bytes.clone();
    }

    /** A copy. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }
}
