package org.zpcidebug.memory;

import java.nio.ByteBuffer;
import java.util.List;
import org.zpcidebug.s390.AbsoluteStorage;

/**
 * The memory of a running guest, by absolute address. It is only ever read. May be used by several threads; one batch
 * is read after the other. Interrupting a thread ends its batch: what was not read yet is unreadable.
 */
public interface GuestMemory extends AbsoluteStorage, AutoCloseable {

    /** The way that is in use now; it can change when one stops working. */
    MemoryAccess access();

    /** The way that is in use, in words for the user, for instance with the process and its number. */
    String detail();

    /** Why the ways before the present one are not in use, in the order in which they were given up. */
    List<Refusal> refusals();

    /** Where the guest has RAM. */
    RamMap ram();

    /** The guest's RAM in bytes. */
    default long size() {
        return ram().size();
    }

    /** How many bytes have been read for callers so far. */
    long bytesRead();

    /**
     * Reads into a buffer of the caller's, from its position to its limit, without moving them: for much memory that is
     * looked through and not kept. A direct buffer is filled without another copy.
     *
     * @return why it is unreadable, for the user, and then the buffer holds anything; null when it was read
     */
    String readInto(long address, ByteBuffer buffer);

    /**
     * Asks QEMU again where the RAM is, which takes a few round trips on the monitor. To be called when memory was
     * plugged or unplugged, and at the latest when that may have been: what is unplugged must not be read any more.
     *
     * @throws MemoryException when QEMU does not tell; what was known stays in use
     */
    void remap();

    /**
     * The same memory with a budget: when that many bytes have been asked for, further extents are unreadable. For one
     * refresh, however many batches it takes.
     */
    default AbsoluteStorage within(long bytes) {
        return new BudgetedStorage(this, bytes);
    }

    /** Lets go of the guest; everything is unreadable afterwards. Idempotent. */
    @Override
    void close();
}
