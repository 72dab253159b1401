package org.zpcidebug.intercept;

/**
 * A page of the guest's code that a probe may borrow: code is no target of DMA, and no CPU executes it while all others
 * stand.
 *
 * @param address absolute
 * @param bytes what it holds, or its beginning, to be sure that it is this page; empty when that is not known
 */
public record ProbePage(long address, byte[] bytes) {

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
