package org.zpcidebug.testing;

import java.util.Locale;

/** A Linux kernel and the QEMU it runs in; see guests/linux/README.md. */
public enum LinuxPair {
    /** Linux 6.1 in QEMU 7.2: virtio-blk 0x100, virtio-net 0x200, virtio-rng 0x300 (FIDs). */
    BOOKWORM(3),
    /** Linux 6.12 in QEMU 10.0: the same and nvme 0x400, e1000e 0x500, igb 0x600. */
    BACKPORTS(6);

    private final int functions;

    LinuxPair(int functions) {
        this.functions = functions;
    }

    /** The name that the scripts in guests/linux know. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How many PCI functions the guest is started with. */
    public int functions() {
        return functions;
    }
}
