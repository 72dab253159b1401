package org.zpcidebug.zpci;

import java.util.Set;
import org.zpcidebug.Text;

/**
 * The status code that a PCI instruction leaves in the handle's register with condition code 1. The same number means
 * different things to different instructions.
 *
 * @param value 0..255
 */
@SuppressWarnings("nls")
public record StatusCode(Instruction instruction, int value) {

    /** The instructions that share a table of codes. */
    public enum Instruction {
        /** PCILG, PCISTG, PCISTB and their MIO forms. */
        LOAD_STORE(4, 8, 12, 16, 20, 24, 28, 36, 40, 44),
        /** MPCIFC. */
        MODIFY(4, 16, 24, 28, 32, 36, 40, 44),
        /** STPCIFC. */
        STORE_CONTROLS(8, 28),
        /** RPCIT. */
        REFRESH(4, 8, 16, 28, 40);

        private final Set<Integer> known;

        Instruction(Integer... known) {
            this.known = Set.of(known);
        }
    }

    /** What the code means, in words. */
    public String words() {
        return instruction.known.contains(value)
                ? Text.of(StatusCode.class, "status." + instruction + "." + value)
                : Text.of(StatusCode.class, "status.unknown", Integer.toString(value));
    }
}
