package org.zpcidebug.zpci;

import org.zpcidebug.s390.BigEndian;

/**
 * A function as CLP lists it (QEMU include/hw/s390x/s390-pci-clp.h, Linux arch/s390/include/asm/pci_clp.h: struct
 * clp_fh_list_entry).
 *
 * @param device PCI device id, 16 bit
 * @param vendor PCI vendor id, 16 bit
 * @param configured whether the function is configured, that is given to this guest
 * @param fid function id, unsigned 32 bit
 * @param handle the handle that the hypervisor has for it now
 */
public record ListedFunction(int device, int vendor, boolean configured, long fid, FunctionHandle handle) {

    /** The length of an entry. */
    public static final int BYTES = 16;

    private static final int VENDOR = 2;
    private static final int CONFIGURATION = 4;
    private static final int FID = 8;
    private static final int HANDLE = 12;
    private static final long CONFIGURED = 0x8000_0000L;

    /** Decodes the first {@link #BYTES} bytes. */
    public static ListedFunction of(BigEndian bytes) {
        return new ListedFunction(
                bytes.u16(0),
                bytes.u16(VENDOR),
                (bytes.u32(CONFIGURATION) & CONFIGURED) != 0,
                bytes.u32(FID),
                new FunctionHandle((int) bytes.u32(HANDLE)));
    }
}
