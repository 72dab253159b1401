package org.zpcidebug.zpci;

/**
 * An entry of an MSI-X table: what the device writes where to interrupt. On s390 the address belongs to the function's
 * group and the data is the number of the interrupt.
 *
 * @param address where to, a DMA address
 * @param data what, unsigned 32 bit
 * @param masked whether the device keeps it back
 */
public record MsixEntry(long address, long data, boolean masked) {

    /** The length of an entry. */
    public static final int BYTES = 16;

    private static final int HIGH_ADDRESS = 4;
    private static final int DATA = 8;
    private static final int CONTROL = 12;
    private static final int MASKED = 1;
    private static final long LOW_BITS = 0xffff_ffffL;
    private static final int INTERRUPT_BITS = 0x7ff;

    /** Decodes the first 16 bytes at an offset; PCI keeps numbers little-endian (PCI 3.0, 6.8.2). */
    public static MsixEntry of(byte[] table, int offset) {
        return of(
                little(table, offset),
                little(table, offset + HIGH_ADDRESS),
                little(table, offset + DATA),
                little(table, offset + CONTROL));
    }

    /** Puts the four words of an entry together. */
    public static MsixEntry of(long lowAddress, long highAddress, long data, long control) {
        return new MsixEntry(
                highAddress << Integer.SIZE | lowAddress & LOW_BITS, data & LOW_BITS, (control & MASKED) != 0);
    }

    /** The interrupt that QEMU takes the data for (hw/s390x/s390-pci-bus.c): only 11 bits count. */
    public int interrupt() {
        return (int) data & INTERRUPT_BITS;
    }

    private static long little(byte[] bytes, int offset) {
        long value = 0;
        for (int i = Integer.BYTES - 1; i >= 0; i--) {
            value = value << Byte.SIZE | bytes[offset + i] & 0xff;
        }
        return value;
    }
}
