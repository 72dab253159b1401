package org.zpcidebug.intercept;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.zpcidebug.s390.PciInstruction;
import org.zpcidebug.s390.PciOpcode;

/**
 * The operands of a PCI instruction that are in registers, by name. Layouts: Linux 7.2 arch/s390/pci/pci_insn.c, QEMU
 * hw/s390x/s390-pci-inst.c. Values are unsigned.
 */
@SuppressWarnings("nls")
final class RegisterOperands {

    /** The name of the function's handle, where an instruction has one. */
    static final String HANDLE = "handle";

    private static final int HANDLE_SHIFT = 32;
    private static final int SPACE_SHIFT = 16;
    private static final int FOUR_BITS = 0xf;
    private static final int BLOCK_LENGTH = 0x1fff;
    private static final int BYTE = 0xff;
    private static final int SUBCLASS_SHIFT = 27;
    private static final int SUBCLASS = 7;

    private static final Operand FIRST = (code, registers) -> registers.general(code.r1());
    private static final Operand SECOND = (code, registers) -> registers.general(code.r2());
    /** The register after the second operand's; an odd pair is an exception, and then nobody looks at it. */
    private static final Operand PAIR = (code, registers) -> registers.general((code.r2() + 1) % 16);

    private static final Operand STORAGE = (code, registers) -> code.storageAddress(registers.all());

    private static final Map<PciOpcode, Map<String, Operand>> OPERANDS = new EnumMap<>(PciOpcode.class);

    /** Takes an operand out of the registers. */
    private interface Operand {
        long of(PciInstruction instruction, HitRegisters registers);

        default Operand bits(int shift, long mask) {
            return (code, registers) -> of(code, registers) >>> shift & mask;
        }
    }

    static {
        put(PciOpcode.CLP, "block", (code, registers) -> registers.all().effective(registers.general(code.r2())));
        request(PciOpcode.PCILG, SECOND, FOUR_BITS);
        put(PciOpcode.PCILG, "offset", PAIR);
        request(PciOpcode.PCISTG, SECOND, FOUR_BITS);
        put(PciOpcode.PCISTG, "offset", PAIR);
        put(PciOpcode.PCISTG, "data", FIRST);
        request(PciOpcode.PCISTB, FIRST, BLOCK_LENGTH);
        put(PciOpcode.PCISTB, "offset", SECOND);
        put(PciOpcode.PCISTB, "source", STORAGE);
        put(PciOpcode.RPCIT, HANDLE, FIRST.bits(HANDLE_SHIFT, -1));
        put(PciOpcode.RPCIT, "iova", SECOND);
        put(PciOpcode.RPCIT, "bytes", PAIR);
        put(PciOpcode.MPCIFC, HANDLE, FIRST.bits(HANDLE_SHIFT, -1));
        put(PciOpcode.MPCIFC, "dmaSpace", FIRST.bits(SPACE_SHIFT, BYTE));
        put(PciOpcode.MPCIFC, "control", FIRST.bits(0, BYTE));
        put(PciOpcode.MPCIFC, "fibAddress", STORAGE);
        put(PciOpcode.STPCIFC, HANDLE, FIRST.bits(HANDLE_SHIFT, -1));
        put(PciOpcode.STPCIFC, "dmaSpace", FIRST.bits(SPACE_SHIFT, BYTE));
        put(PciOpcode.STPCIFC, "fibAddress", STORAGE);
        put(PciOpcode.SIC, "operation", FIRST.bits(0, 0xffff));
        put(PciOpcode.SIC, "isc", SECOND.bits(SUBCLASS_SHIFT, SUBCLASS));
        put(PciOpcode.SIC, "address", STORAGE);
        put(PciOpcode.PCILGI, "address", SECOND);
        put(PciOpcode.PCILGI, "length", PAIR.bits(0, FOUR_BITS));
        put(PciOpcode.PCISTGI, "address", SECOND);
        put(PciOpcode.PCISTGI, "length", PAIR.bits(0, FOUR_BITS));
        put(PciOpcode.PCISTGI, "data", FIRST);
        put(PciOpcode.PCISTBI, "address", SECOND);
        put(PciOpcode.PCISTBI, "length", FIRST);
        put(PciOpcode.PCISTBI, "source", STORAGE);
    }

    private RegisterOperands() {}

    private static void request(PciOpcode opcode, Operand register, long lengthMask) {
        put(opcode, HANDLE, register.bits(HANDLE_SHIFT, -1));
        put(opcode, "space", register.bits(SPACE_SHIFT, FOUR_BITS));
        put(opcode, "length", register.bits(0, lengthMask));
    }

    private static void put(PciOpcode opcode, String name, Operand operand) {
        OPERANDS.computeIfAbsent(opcode, key -> new LinkedHashMap<>()).put(name, operand);
    }

    /** One operand, with no more registers than it needs; null where the instruction has none of that name. */
    static Long one(String name, PciInstruction instruction, HitRegisters registers) {
        Operand operand = OPERANDS.getOrDefault(instruction.opcode(), Collections.emptyMap())
                .get(name);
        return operand == null ? null : (Long) operand.of(instruction, registers);
    }

    /** All of them, in the order of the instruction. */
    static Map<String, Long> of(PciInstruction instruction, HitRegisters registers) {
        Map<String, Long> values = new LinkedHashMap<>();
        OPERANDS.getOrDefault(instruction.opcode(), Collections.emptyMap())
                .forEach((name, operand) -> values.put(name, operand.of(instruction, registers)));
        return values;
    }
}
