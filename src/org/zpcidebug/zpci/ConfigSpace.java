package org.zpcidebug.zpci;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A PCI configuration space: 256 bytes, or of a PCI Express device as much of its 4096 as was read. Numbers in it are little-endian (PCI 3.0,
 * chapter 6). Whatever the bytes are, chains of capabilities have an end here.
 */
public final class ConfigSpace {

    /** Bytes of a conventional configuration space, which every device has. */
    public static final int BYTES = 0x100;

    /** Bytes of that of a PCI Express device. */
    public static final int EXTENDED_BYTES = 0x1000;

    private static final int STATUS = 0x06;
    private static final int HAS_CAPABILITIES = 0x10;
    private static final int HEADER_TYPE = 0x0e;
    private static final int FIRST_CAPABILITY = 0x34;
    private static final int HEADER_BYTES = 0x40;
    private static final int ALIGNED = 0xfc;
    private static final int MSI_X = 0x11;
    private static final int EXPRESS = 0x10;
    private static final int EXTENDED_ALIGNED = 0xffc;
    private static final int NEXT_SHIFT = 20;

    /** That of Advanced Error Reporting; few are longer. */
    public static final int LONGEST_CAPABILITY = 0x48;

    private final byte[] bytes;

    /**
     * A copy of these bytes.
     *
     * @throws IllegalArgumentException when there are fewer than {@link #BYTES}
     */
    public ConfigSpace(byte[] bytes) {
        if (bytes.length < BYTES || bytes.length > EXTENDED_BYTES) {
            throw new IllegalArgumentException(Integer.toString(bytes.length));
        }
        this.bytes = bytes.clone();
    }

    /** How many bytes there are. */
    public int length() {
        return bytes.length;
    }

    /** The bytes, in the device's order. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The byte at an offset. */
    public int u8(int offset) {
        return bytes[offset] & 0xff;
    }

    /** The 16-bit number at an offset. */
    public int u16(int offset) {
        return u8(offset) | u8(offset + 1) << Byte.SIZE;
    }

    /** The 32-bit number at an offset, unsigned. */
    public long u32(int offset) {
        return u16(offset) | (long) u16(offset + 2) << Short.SIZE;
    }

    /** Whether all is ones, as a function that does not answer reads. */
    public boolean isAllOnes() {
        return isAllOnes(bytes);
    }

    /** Whether these bytes are all ones, as what is not there reads. */
    public static boolean isAllOnes(byte... read) {
        for (byte each : read) {
            if (each != -1) {
                return false;
            }
        }
        return true;
    }

    /** The layout of the header: 0 for devices, 1 for bridges. */
    public int headerType() {
        return u8(HEADER_TYPE) & 0x7f;
    }

    /** The capabilities in the order of their chain, then the extended ones. */
    public List<PciCapability> capabilities() {
        List<PciCapability> found = new ArrayList<>();
        boolean[] seen = new boolean[bytes.length];
        if ((u16(STATUS) & HAS_CAPABILITIES) != 0) {
            int at = u8(FIRST_CAPABILITY) & ALIGNED;
            while (at >= HEADER_BYTES && !seen[at]) {
                seen[at] = true;
                found.add(new PciCapability(u8(at), at, false));
                at = u8(at + 1) & ALIGNED;
            }
        }
        int at = bytes.length > BYTES ? BYTES : 0;
        while (at >= BYTES && at + Integer.BYTES <= bytes.length && !seen[at]) {
            seen[at] = true;
            long header = u32(at);
            if (header == 0 || header == 0xffff_ffffL) {
                break;
            }
            found.add(new PciCapability((int) header & 0xffff, at, true));
            at = (int) (header >>> NEXT_SHIFT) & EXTENDED_ALIGNED;
        }
        return found;
    }

    /** Whether a capability lies behind the bytes that there are, or may reach there. */
    public boolean continues() {
        return capabilities().stream()
                .filter(PciCapability::extended)
                .mapToInt(PciCapability::offset)
                .anyMatch(at -> at + LONGEST_CAPABILITY > bytes.length
                        || (u32(at) >>> NEXT_SHIFT & EXTENDED_ALIGNED) >= bytes.length);
    }

    /** Whether this is a PCI Express device, which has an extended configuration space. */
    public boolean isExpress() {
        return capability(EXPRESS).isPresent();
    }

    /** The MSI-X capability. */
    public Optional<MsixCapability> msix() {
        return capability(MSI_X)
                .filter(c -> c.offset() + MsixCapability.BYTES <= BYTES)
                .map(c -> MsixCapability.of(this, c.offset()));
    }

    private Optional<PciCapability> capability(int id) {
        return capabilities().stream()
                .filter(c -> !c.extended() && c.id() == id)
                .findFirst();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigSpace space && Arrays.equals(space.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
