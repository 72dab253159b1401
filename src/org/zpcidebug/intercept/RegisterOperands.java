package org.zpcidebug.intercept;

import java.util.LinkedHashMap;
import java.util.Map;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.s390.PciInstruction;

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

    private final PciInstruction instruction;
    private final GeneralRegisters registers;
    private final Map<String, Long> values = new LinkedHashMap<>();

    private RegisterOperands(PciInstruction instruction, GeneralRegisters registers) {
        this.instruction = instruction;
        this.registers = registers;
    }

    static Map<String, Long> of(PciInstruction instruction, GeneralRegisters registers) {
        RegisterOperands operands = new RegisterOperands(instruction, registers);
        operands.decode();
        return operands.values;
    }

    private void decode() {
        switch (instruction.opcode()) {
            case CLP -> put("block", registers.effective(second()));
            case PCILG -> request(second(), FOUR_BITS).put("offset", pair());
            case PCISTG -> request(second(), FOUR_BITS).put("offset", pair()).put("data", first());
            case PCISTB ->
                request(first(), BLOCK_LENGTH).put("offset", second()).storage("source");
            case RPCIT -> handle(first()).put("iova", second()).put("bytes", pair());
            case MPCIFC ->
                handle(first())
                        .put("dmaSpace", first() >>> SPACE_SHIFT & BYTE)
                        .put("control", first() & BYTE)
                        .storage("fibAddress");
            case STPCIFC ->
                handle(first()).put("dmaSpace", first() >>> SPACE_SHIFT & BYTE).storage("fibAddress");
            case SIC ->
                put("operation", first() & 0xffff)
                        .put("isc", second() >>> SUBCLASS_SHIFT & SUBCLASS)
                        .storage("address");
            case PCILGI -> put("address", second()).put("length", pair() & FOUR_BITS);
            case PCISTGI ->
                put("address", second()).put("length", pair() & FOUR_BITS).put("data", first());
            case PCISTBI -> put("address", second()).put("length", first()).storage("source");
            default -> {
                // PCIWB has none.
            }
        }
    }

    private long first() {
        return registers.general(instruction.r1());
    }

    private long second() {
        return registers.general(instruction.r2());
    }

    /** The register after the second operand's; an odd pair is an exception, and then nobody looks at it. */
    private long pair() {
        return registers.general((instruction.r2() + 1) % 16);
    }

    private RegisterOperands request(long register, int lengthMask) {
        return handle(register)
                .put("space", register >>> SPACE_SHIFT & FOUR_BITS)
                .put("length", register & lengthMask);
    }

    private RegisterOperands handle(long register) {
        return put(HANDLE, register >>> HANDLE_SHIFT);
    }

    private RegisterOperands storage(String name) {
        return put(name, instruction.storageAddress(registers));
    }

    private RegisterOperands put(String name, long value) {
        values.put(name, value);
        return this;
    }
}
