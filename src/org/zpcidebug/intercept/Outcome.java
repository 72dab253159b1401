package org.zpcidebug.intercept;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.zpcidebug.Text;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.s390.PciInstruction;
import org.zpcidebug.s390.PciOpcode;
import org.zpcidebug.zpci.ConditionCode;
import org.zpcidebug.zpci.StatusCode;

/**
 * What came of an instruction.
 *
 * @param condition the condition code, 0..3; empty where the instruction sets none or was not carried out
 * @param status the status code with condition code 1
 * @param interruption the code of the program interruption that the instruction ended with; 0 when it is not known
 * @param data what PCILG or PCILGI loaded
 * @param results what was stored or answered, by name
 */
@SuppressWarnings("nls")
public record Outcome(
        OptionalInt condition,
        OptionalInt status,
        OptionalInt interruption,
        OptionalLong data,
        Map<String, Object> results) {

    /** Of an instruction that is about to be executed. */
    public static final Outcome PENDING =
            new Outcome(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty(), Map.of());

    private static final int STATUS_SHIFT = 24;
    private static final int STATUS = 0xff;

    /** The outcome of an instruction that was carried out, from the registers after it. */
    static Outcome done(PciInstruction instruction, GeneralRegisters after, Map<String, Object> results) {
        PciOpcode opcode = instruction.opcode();
        if (!opcode.setsCondition()) {
            return new Outcome(
                    OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty(), results);
        }
        int condition = after.psw().conditionCode();
        boolean isLoad = opcode == PciOpcode.PCILG || opcode == PciOpcode.PCILGI;
        boolean hasStatus = condition == 1 && opcode != PciOpcode.CLP;
        return new Outcome(
                OptionalInt.of(condition),
                hasStatus ? OptionalInt.of(status(instruction, after)) : OptionalInt.empty(),
                OptionalInt.empty(),
                isLoad && condition == 0 ? OptionalLong.of(after.general(instruction.r1())) : OptionalLong.empty(),
                results);
    }

    /** The outcome of one that ended with a program interruption. */
    static Outcome interrupted(int code) {
        return new Outcome(
                OptionalInt.empty(), OptionalInt.empty(), OptionalInt.of(code), OptionalLong.empty(), Map.of());
    }

    /** The status is in the register that names the function, in the memory I/O forms in the one with the length. */
    private static int status(PciInstruction instruction, GeneralRegisters after) {
        int register =
                switch (instruction.opcode()) {
                    case PCILG, PCISTG -> instruction.r2();
                    case PCILGI, PCISTGI -> (instruction.r2() + 1) % 16;
                    default -> instruction.r1();
                };
        return (int) (after.general(register) >>> STATUS_SHIFT) & STATUS;
    }

    /** Whether the instruction was not executed yet. */
    public boolean isPending() {
        return this == PENDING;
    }

    /** In words, for instance {@code failed: invalid address space}. */
    public String words(PciOpcode opcode) {
        if (interruption.isPresent()) {
            return text("interruption", interruption.getAsInt());
        }
        if (results.get("response") instanceof Long response) {
            return text("response", response);
        }
        if (status.isPresent()) {
            return new StatusCode(table(opcode), status.getAsInt()).words();
        }
        return condition.isPresent() ? ConditionCode.values()[condition.getAsInt()].words() : "";
    }

    private static StatusCode.Instruction table(PciOpcode opcode) {
        return switch (opcode) {
            case MPCIFC -> StatusCode.Instruction.MODIFY;
            case STPCIFC -> StatusCode.Instruction.STORE_CONTROLS;
            case RPCIT -> StatusCode.Instruction.REFRESH;
            default -> StatusCode.Instruction.LOAD_STORE;
        };
    }

    /** The text for a number, or the one for numbers without a text. */
    static String text(String kind, long number) {
        String key = kind + "." + Long.toUnsignedString(number);
        String text = Text.of(Outcome.class, key);
        return text.equals("!" + key + "!") ? Text.of(Outcome.class, kind + ".unknown") : text;
    }
}
