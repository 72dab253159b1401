package org.zpcidebug.zpci;

/**
 * A function handle, by which PCI instructions name a function. It changes with every enable, disable, reset and
 * recovery: the FID is what stays. Linux knows only the enable bit; the other parts are as QEMU makes them.
 *
 * @param bits the 32-bit handle
 */
@SuppressWarnings("nls")
public record FunctionHandle(int bits) {

    private static final int ENABLED = 0x8000_0000;
    private static final int INSTANCE_SHIFT = 24;
    private static final int INSTANCE_MASK = 0x7f;
    private static final int MARK_SHIFT = 16;
    private static final int MARK_MASK = 0xff;
    private static final int INDEX_MASK = 0xffff;

    /** Who carries out loads and stores to the function. */
    public enum Kind {
        /** The firmware, without the hypervisor: a host's function with load/store interpretation. */
        INTERPRETED,
        /** The hypervisor, for a host's function. */
        PASSED_THROUGH,
        /** The hypervisor, for a device that it emulates. */
        EMULATED,
        /** The software mark is none that QEMU gives. */
        UNKNOWN
    }

    /** Whether the function is enabled: the only state that a handle tells. */
    public boolean isEnabled() {
        return (bits & ENABLED) != 0;
    }

    /** The instance number, 0..127, that the host gave; 0 unless loads and stores are interpreted. */
    public int instance() {
        return bits >>> INSTANCE_SHIFT & INSTANCE_MASK;
    }

    /** The software hypervisor mark, 0..255; when it is not 0 the firmware leaves every instruction to the hypervisor. */
    public int softwareMark() {
        return bits >>> MARK_SHIFT & MARK_MASK;
    }

    /** What the software mark means. */
    public Kind kind() {
        return switch (softwareMark()) {
            case 0 -> Kind.INTERPRETED;
            case 1 -> Kind.PASSED_THROUGH;
            case 2 -> Kind.EMULATED;
            default -> Kind.UNKNOWN;
        };
    }

    /** The index, 0..0xffff, under which the hypervisor keeps the function. */
    public int index() {
        return bits & INDEX_MASK;
    }

    /** For instance {@code 0x80020000}. */
    @Override
    public String toString() {
        return String.format("0x%08x", bits);
    }
}
