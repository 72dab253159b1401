package org.zpcidebug.intercept;

import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.s390.BigEndian;

/** The selected CPU's stack, read in pieces: the frames of a stack lie close together, and asking takes the time. */
final class StackMemory {

    private static final long PAGE = 4096;
    private static final int MOST = 1024;

    private final StubClient client;
    private long start;
    private BigEndian piece = new BigEndian(new byte[0]);

    StackMemory(StubClient client) {
        this.client = client;
    }

    /** It cannot be read: the stack ends here, or is broken. */
    static final class EndException extends Exception {
        private static final long serialVersionUID = 1;
    }

    /** The doubleword at that address. */
    long u64(long address) throws EndException {
        if (address % Long.BYTES != 0) {
            throw new EndException();
        }
        long offset = address - start;
        if (offset < 0 || offset > piece.length() - Long.BYTES) {
            fill(address);
            offset = 0;
        }
        return piece.u64((int) offset);
    }

    /** No more than the page is asked for: what is behind it may not be there. */
    private void fill(long address) throws EndException {
        int length = (int) Math.min(MOST, PAGE - (address & PAGE - 1));
        try {
            piece = new BigEndian(client.read(address, length));
            start = address;
        } catch (StubException e) {
            if (e.reason() != StubException.Reason.REFUSED) {
                throw e;
            }
            throw new EndException();
        }
    }
}
