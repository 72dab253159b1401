package org.zpcidebug.intercept;

import java.util.Optional;

/**
 * What is known of a function's configuration space, from the loads that were seen: nobody reads it for this. Layout: PCI
 * Local Bus Specification 3.0, 6.1, 6.7 and 6.8.2.
 */
final class ConfigurationImage {

    private static final int BYTES = 256;
    private static final int POINTER = 0x34;
    private static final int FIRST_CAPABILITY = 0x40;
    private static final int MOST_CAPABILITIES = 48;
    private static final int MSIX = 0x11;
    private static final int BAR_BITS = 7;
    private static final int TABLE_SIZE = 0x7ff;
    private static final int UNKNOWN = -1;

    private final byte[] bytes = new byte[BYTES];
    private final boolean[] known = new boolean[BYTES];

    /**
     * A capability of the function.
     *
     * @param id its number, for instance 0x11 for MSI-X
     * @param start where it begins
     */
    record Capability(int id, int start) {}

    /**
     * Where the MSI-X table is.
     *
     * @param bar the number of the BAR
     * @param offset bytes from its beginning
     * @param entries how many
     */
    record MsixTable(int bar, long offset, int entries) {}

    /** As it was read whole: the bytes in the device's order. */
    static ConfigurationImage of(byte[] whole) {
        ConfigurationImage image = new ConfigurationImage();
        for (int i = 0; i < Math.min(whole.length, BYTES); i++) {
            image.learn(i, 1, whole[i]);
        }
        return image;
    }

    /** Bytes were loaded: the register's value, in which the byte at the lowest offset is the leftmost. */
    void learn(long offset, int length, long value) {
        if (offset < 0 || offset + length > BYTES || length > Long.BYTES) {
            return;
        }
        for (int i = 0; i < length; i++) {
            bytes[(int) offset + i] = (byte) (value >>> Byte.SIZE * (length - 1 - i));
            known[(int) offset + i] = true;
        }
    }

    /** The capability that an offset lies in, as far as the chain is known. */
    Optional<Capability> capability(long offset) {
        Capability found = null;
        int at = number(POINTER, 1);
        for (int i = 0; i < MOST_CAPABILITIES && at >= FIRST_CAPABILITY; i++) {
            int id = number(at, 1);
            if (at <= offset && id != UNKNOWN && (found == null || at > found.start())) {
                found = new Capability(id, at);
            }
            at = number(at + 1, 1);
        }
        return Optional.ofNullable(found);
    }

    /** The MSI-X table, when its capability was loaded. */
    Optional<MsixTable> msix() {
        int at = number(POINTER, 1);
        for (int i = 0; i < MOST_CAPABILITIES && at >= FIRST_CAPABILITY; i++) {
            if (number(at, 1) == MSIX && number(at + 2, 2) != UNKNOWN && number(at + 4, 4) != UNKNOWN) {
                int place = number(at + 4, 4);
                return Optional.of(
                        new MsixTable(place & BAR_BITS, place & ~BAR_BITS, (number(at + 2, 2) & TABLE_SIZE) + 1));
            }
            at = number(at + 1, 1);
        }
        return Optional.empty();
    }

    /** A little-endian number; {@link #UNKNOWN} when a byte of it was not loaded. */
    private int number(int offset, int length) {
        int value = 0;
        for (int i = length - 1; i >= 0; i--) {
            if (offset < 0 || offset + i >= BYTES || !known[offset + i]) {
                return UNKNOWN;
            }
            value = value << Byte.SIZE | bytes[offset + i] & 0xff;
        }
        return value;
    }
}
