package org.zpcidebug.memory;

import com.sun.jna.Native;

/**
 * The system calls for which Java has nothing. Addresses and sizes are {@code long}, as on every 64-bit system; loading
 * this class fails with a {@link LinkageError} where JNA does not work.
 */
@SuppressWarnings("nls")
final class LinuxCalls {

    static final int EPERM = 1;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EFAULT = 14;

    static final int SOL_SOCKET = 1;

    static {
        if (Native.POINTER_SIZE != Long.BYTES) {
            throw new UnsatisfiedLinkError("not a 64-bit system");
        }
        Native.register(LinuxCalls.class, "c");
    }

    private LinuxCalls() {}

    /** process_vm_readv(2): the number of bytes, or -1 with the error in {@link Native#getLastError()}. */
    static native long process_vm_readv(int pid, long local, long locals, long remote, long remotes, long flags);

    /** getsockopt(2): 0, or -1. */
    static native int getsockopt(int socket, int level, int option, long value, long length);

    /** getpeername(2): 0, or -1. */
    static native int getpeername(int socket, long address, long length);

    /** SO_PEERCRED, which has its own number on POWER. */
    static int peerCredentials() {
        return System.getProperty("os.arch").startsWith("ppc") ? 21 : 17;
    }
}
