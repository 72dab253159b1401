package org.zpcidebug.s390;

import java.util.Optional;

/**
 * A PCI instruction as it stands in storage.
 *
 * @param opcode which
 * @param r1 the first operand's register
 * @param r2 the second operand's register (RRE, RRF), the third operand's (RSY), or the index (RXY)
 * @param base the base register of the operand in storage, 0 for none
 * @param displacement what is added to it, signed 20 bits
 * @param mask the mask of CLP: which logical processor, 2 for PCI
 */
public record PciInstruction(PciOpcode opcode, int r1, int r2, int base, int displacement, int mask) {

    private static final int FOUR_BITS = 0xf;
    private static final int LENGTH_SHIFT = 14;
    private static final int LONGEST = 6;

    /** The length of the instruction that begins with this halfword: its two leftmost bits tell. */
    public static int length(int first) {
        return switch (first >>> LENGTH_SHIFT) {
            case 0 -> 2;
            case 3 -> LONGEST;
            default -> 4;
        };
    }

    /** The instruction at that offset; empty when it is none of these, or ends behind the bytes. */
    public static Optional<PciInstruction> at(BigEndian code, int offset) {
        if (offset + Short.BYTES > code.length()) {
            return Optional.empty();
        }
        int first = code.u16(offset);
        int length = length(first);
        if (!PciOpcode.isPossible(first) || offset + length > code.length()) {
            return Optional.empty();
        }
        int second = code.u16(offset + 2);
        int last = length == LONGEST ? code.u16(offset + 4) : second;
        return PciOpcode.of(first, last).map(opcode -> of(opcode, first, second, last));
    }

    private static PciInstruction of(PciOpcode opcode, int first, int second, int last) {
        if (!opcode.hasStorage()) {
            // CLP has its mask where other instructions have a third register and a mask.
            int mask = opcode == PciOpcode.CLP ? second >>> 8 & FOUR_BITS : 0;
            return new PciInstruction(opcode, second >>> 4 & FOUR_BITS, second & FOUR_BITS, 0, 0, mask);
        }
        int low = second & 0xfff;
        // The high part of the displacement is signed.
        int high = (byte) (last >>> 8);
        return new PciInstruction(
                opcode, first >>> 4 & FOUR_BITS, first & FOUR_BITS, second >>> 12, high << 12 | low, 0);
    }

    /** The address of the operand in storage, for instructions that have one. */
    public long storageAddress(GeneralRegisters registers) {
        long index = opcode.format() == PciOpcode.Format.RXY ? registers.addressPart(r2) : 0;
        return registers.effective(registers.addressPart(base) + index + displacement);
    }

    /** The instruction's length in bytes. */
    public int length() {
        return opcode.length();
    }
}
