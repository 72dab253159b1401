package org.zpcidebug.linux;

import java.util.LinkedHashSet;
import java.util.Set;
import org.zpcidebug.s390.BigEndian;

/** Finds the addresses of variables that a kernel function uses, in its instructions. */
final class Instructions {

    private static final int RELATIVE_BYTES = 6;
    private static final int LARL = 0xc000;
    private static final int LGRL = 0xc408;
    private static final int OPCODE_MASK = 0xff0f;
    private static final int LENGTH_SHIFT = 14;

    private Instructions() {}

    /**
     * The targets of LARL and LGRL, in the order of the code.
     *
     * @param address of the first instruction
     */
    static Set<Long> dataTargets(BigEndian code, long address) {
        Set<Long> targets = new LinkedHashSet<>();
        int at = 0;
        while (at + Short.BYTES <= code.length()) {
            int first = code.u16(at);
            int length = length(first);
            if (length == RELATIVE_BYTES && at + length <= code.length() && isRelativeData(first)) {
                targets.add(address + at + 2L * code.s32(at + Short.BYTES));
            }
            at += length;
        }
        return targets;
    }

    /** The two leftmost bits of an instruction tell its length. */
    private static int length(int first) {
        return switch (first >>> LENGTH_SHIFT) {
            case 0 -> 2;
            case 3 -> RELATIVE_BYTES;
            default -> 4;
        };
    }

    private static boolean isRelativeData(int first) {
        int opcode = first & OPCODE_MASK;
        return opcode == LARL || opcode == LGRL;
    }
}
