package org.zpcidebug.s390;

import java.util.Optional;

/** The PCI instructions, with their operation codes (Linux 7.2 arch/s390/pci, QEMU target/s390x/tcg/insn-data.h.inc). */
public enum PciOpcode {
    /** Call logical processor. */
    CLP(Format.RRF, 0xb9a0),
    /** PCI store. */
    PCISTG(Format.RRE, 0xb9d0),
    /** PCI load. */
    PCILG(Format.RRE, 0xb9d2),
    /** Refresh PCI translations. */
    RPCIT(Format.RRE, 0xb9d3),
    /** PCI store, memory I/O. */
    PCISTGI(Format.RRE, 0xb9d4),
    /** PCI write barrier. */
    PCIWB(Format.RRE, 0xb9d5),
    /** PCI load, memory I/O. */
    PCILGI(Format.RRE, 0xb9d6),
    /** PCI store block. */
    PCISTB(Format.RSY, 0xebd0),
    /** Set interruption controls. */
    SIC(Format.RSY, 0xebd1),
    /** PCI store block, memory I/O. */
    PCISTBI(Format.RSY, 0xebd4),
    /** Modify PCI function controls. */
    MPCIFC(Format.RXY, 0xe3d0),
    /** Store PCI function controls. */
    STPCIFC(Format.RXY, 0xe3d4);

    /** Where the operands are. */
    enum Format {
        /** Two registers. */
        RRE,
        /** Two registers and a mask. */
        RRF,
        /** Two registers and storage at a base with a displacement. */
        RSY,
        /** A register and storage at an index and a base with a displacement. */
        RXY
    }

    private static final int SHORT = 4;
    private static final int LONG = 6;

    private final Format format;
    private final int code;

    PciOpcode(Format format, int code) {
        this.format = format;
        this.code = code;
    }

    Format format() {
        return format;
    }

    /** The instruction's length in bytes. */
    public int length() {
        return hasStorage() ? LONG : SHORT;
    }

    /** Whether an operand is in storage. */
    public boolean hasStorage() {
        return format == Format.RSY || format == Format.RXY;
    }

    /** Whether it sets the condition code. */
    public boolean setsCondition() {
        return this != SIC && this != PCIWB;
    }

    /**
     * Whether an operand names a function by its handle; of CLP, with some of its commands. The memory I/O forms have a
     * virtual address instead, which the machine has mapped.
     */
    public boolean namesFunction() {
        return switch (this) {
            case SIC, PCIWB, PCILGI, PCISTGI, PCISTBI -> false;
            default -> true;
        };
    }

    /** The opcode of the instruction that begins with these bytes; the last two count only where it is that long. */
    static Optional<PciOpcode> of(int first, int last) {
        int high = first >>> 8;
        int code = high == 0xe3 || high == 0xeb ? high << 8 | last & 0xff : first;
        for (PciOpcode opcode : values()) {
            if (opcode.code == code) {
                return Optional.of(opcode);
            }
        }
        return Optional.empty();
    }

    /** Whether an instruction's first byte can be that of a PCI instruction: most are not, and cost no more. */
    static boolean isPossible(int first) {
        int high = first >>> 8;
        return high == 0xb9 || high == 0xe3 || high == 0xeb;
    }
}
