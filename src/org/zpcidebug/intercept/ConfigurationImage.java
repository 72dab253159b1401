package org.zpcidebug.intercept;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a function's configuration space, from the loads that were seen or from a probe: nobody reads it for
 * this. Layout: PCI Local Bus Specification 3.0, 6.1, 6.7 and 6.8.2; Virtual I/O Device (VIRTIO) 1.2, 4.1.4.
 */
final class ConfigurationImage {

    private static final int BYTES = 256;
    private static final int VENDOR = 0;
    private static final int VIRTIO_VENDOR = 0x1af4;
    private static final int CLASS = 9;
    private static final int POINTER = 0x34;
    private static final int FIRST_CAPABILITY = 0x40;
    private static final int MOST_CAPABILITIES = 48;
    private static final int VENDOR_SPECIFIC = 9;
    private static final int MSIX = 0x11;
    private static final int BAR_BITS = 7;
    private static final int TABLE_SIZE = 0x7ff;
    private static final int ENTRY = 16;
    private static final int UNKNOWN = -1;
    private static final long WORD_BITS = 0xffff_ffffL;

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
     * A part of a BAR.
     *
     * @param bar the number of the BAR
     * @param offset bytes from its beginning
     * @param bytes its length; empty while that was not loaded
     */
    record Window(int bar, long offset, OptionalLong bytes) {

        /** Whether a byte is in it, as far as its end is known. */
        boolean holds(long space, long at) {
            return space == bar && at >= offset && (bytes.isEmpty() || at < offset + bytes.getAsLong());
        }
    }

    /**
     * A structure of a virtio device.
     *
     * @param type what it is: 1 for the common configuration, 2 notifications, 3 interrupt status, 4 device configuration
     * @param multiplier how far the places of notifications are apart, in bytes; 0 for other structures, or while unknown
     */
    record VirtioStructure(int type, Window window, long multiplier) {}

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

    /** All of it, or its beginning, was read by somebody else: the bytes in the device's order. */
    void learn(byte[] whole) {
        for (int i = 0; i < Math.min(whole.length, BYTES); i++) {
            learn(i, 1, whole[i]);
        }
    }

    /** The capability that an offset lies in, as far as the chain is known. */
    Optional<Capability> capability(long offset) {
        Capability found = null;
        for (Capability one : capabilities()) {
            if (one.start() <= offset && (found == null || one.start() > found.start())) {
                found = one;
            }
        }
        return Optional.ofNullable(found);
    }

    private List<Capability> capabilities() {
        List<Capability> found = new ArrayList<>();
        int at = number(POINTER, 1);
        for (int i = 0; i < MOST_CAPABILITIES && at >= FIRST_CAPABILITY; i++) {
            int id = number(at, 1);
            if (id != UNKNOWN) {
                found.add(new Capability(id, at));
            }
            at = number(at + 1, 1);
        }
        return found;
    }

    /** The MSI-X table, when its capability was loaded. */
    Optional<Window> msixTable() {
        return msix(4, size -> (long) size * ENTRY);
    }

    /** The bits that tell which MSI-X vectors are held back, 64 to a doubleword; when their place was loaded. */
    Optional<Window> msixPending() {
        return msix(8, size -> (long) (size + Long.SIZE - 1) / Long.SIZE * Long.BYTES);
    }

    private interface Length {
        long of(int entries);
    }

    private Optional<Window> msix(int field, Length length) {
        for (Capability one : capabilities()) {
            int control = number(one.start() + 2, 2);
            int place = number(one.start() + field, 4);
            if (one.id() == MSIX && control != UNKNOWN && place != UNKNOWN) {
                OptionalLong size = OptionalLong.of(length.of((control & TABLE_SIZE) + 1));
                return Optional.of(new Window(place & BAR_BITS, place & ~BAR_BITS & WORD_BITS, size));
            }
        }
        return Optional.empty();
    }

    /** Where a virtio device has its registers, as far as its capabilities were loaded. */
    List<VirtioStructure> virtio() {
        List<VirtioStructure> found = new ArrayList<>();
        if (number(VENDOR, 2) == VIRTIO_VENDOR) {
            capabilities().stream().filter(one -> one.id() == VENDOR_SPECIFIC).forEach(one -> structure(one.start())
                    .ifPresent(found::add));
        }
        return found;
    }

    private Optional<VirtioStructure> structure(int at) {
        int bar = number(at + 4, 1);
        int offset = number(at + 8, 4);
        if (number(at + 3, 1) == UNKNOWN || bar == UNKNOWN || offset == UNKNOWN) {
            return Optional.empty();
        }
        int length = number(at + 12, 4);
        OptionalLong size = length == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(length & WORD_BITS);
        int type = number(at + 3, 1);
        long multiplier = type == 2 ? Math.max(number(at + 16, 4), 0) : 0;
        return Optional.of(new VirtioStructure(type, new Window(bar, offset & WORD_BITS, size), multiplier));
    }

    /** The class code with its programming interface, 24 bits; -1 while it was not loaded. */
    int classCode() {
        return number(CLASS, 3);
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
