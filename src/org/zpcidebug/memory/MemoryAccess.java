package org.zpcidebug.memory;

import java.util.Locale;
import org.zpcidebug.Text;

/** How a guest's memory is reached, fastest and least noticed by QEMU first. */
@SuppressWarnings("nls")
public enum MemoryAccess {
    /** QEMU's own memory, read by {@code process_vm_readv}; QEMU does not notice. */
    PROCESS,
    /** QEMU writes pieces of it to a file on tmpfs. */
    PMEMSAVE,
    /** QEMU prints pieces of it on its monitor. */
    MONITOR,
    /** The gdbstub of a stopped guest. */
    STUB,
    /** A dump of a guest in a file. */
    DUMP;

    /** Its name in the snapshot format, for instance {@code process}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name for the user. */
    public String label() {
        return Text.of(MemoryAccess.class, "access." + name());
    }
}
