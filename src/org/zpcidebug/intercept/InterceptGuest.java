package org.zpcidebug.intercept;

import java.util.Optional;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.linux.Known;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.zpci.ConfigSpace;

/** The guest of an {@link InterceptSession}. Asked on the session's thread, which may wait here. */
public interface InterceptGuest {

    /** In words, for instance its monitor's address. */
    String name();

    /**
     * The monitor, for debugging; it stays its owner's.
     *
     * @throws InterceptException when there is none now
     */
    DebuggingMonitor monitor();

    /**
     * Finds the guest's code, by reading its memory only.
     *
     * @param range where to look in a guest without symbols
     * @return unknown, with the reason in words, when there is none to be found now
     */
    Known<GuestCode> code(Optional<GuestCodeFinder.Range> range);

    /** The guest's memory; reading it does not disturb the guest. */
    AbsoluteStorage storage();

    /**
     * Where a gdb server of the guest's QEMU listens already, as started with QEMU's option {@code -gdb}. Empty to have
     * one started for us on a socket of our own, which is what to do unless somebody wants it otherwise.
     */
    default Optional<MonitorAddress> gdbServer() {
        return Optional.empty();
    }

    /** What a function is, for instance {@code virtio-blk-pci}; empty text when that is not known. */
    String device(long fid);

    /**
     * A function's configuration space, where it was read for another purpose, such as a probe; the same object until it
     * was read anew. Nobody reads it for this.
     */
    default Optional<ConfigSpace> configuration(long fid) {
        return Optional.empty();
    }
}
