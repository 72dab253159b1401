package org.zpcidebug.intercept;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.PciInstruction;

/** Finds PCI instructions in code by going from instruction to instruction, as the CPU does. */
final class CodeSweep {

    private CodeSweep() {}

    /** An instruction and where it was found, in bytes from the beginning of the code. */
    record Found(int offset, PciInstruction instruction) {}

    /** All of them in a part of the code; an instruction begins at its beginning. */
    static List<Found> sweep(BigEndian code, int from, int to) {
        List<Found> found = new ArrayList<>();
        int at = from;
        while (at + Short.BYTES <= to) {
            int length = PciInstruction.length(code.u16(at));
            Optional<PciInstruction> instruction = PciInstruction.at(code, at);
            if (instruction.isPresent() && at + length <= to) {
                found.add(new Found(at, instruction.get()));
            }
            at += length;
        }
        return found;
    }
}
