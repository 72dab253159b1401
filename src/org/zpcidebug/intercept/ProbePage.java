package org.zpcidebug.intercept;

import java.util.Optional;
import org.zpcidebug.gdbstub.BorrowedPage;

/**
 * A stretch of the guest's code that a probe may borrow: code is no target of DMA, and no CPU executes it while all
 * others stand.
 *
 * @param page half a page before the beginning of a page, and what it holds, or its beginning, to be sure that it is this
 *     code; no bytes when that is not known
 * @param direct a way to read it; empty where there is none
 */
public record ProbePage(BorrowedPage page, Optional<DirectMemory> direct) {

    /** A stretch with what it holds. */
    public ProbePage(long address, byte[] bytes, Optional<DirectMemory> direct) {
        this(new BorrowedPage(address, bytes), direct);
    }

    /** Its absolute address. */
    public long address() {
        return page.address();
    }

    /** A copy of what it holds. */
    public byte[] bytes() {
        return page.bytes();
    }
}
