package org.zpcidebug.intercept;

import org.zpcidebug.Text;
import org.zpcidebug.intercept.ProbeProgram.Ending;
import org.zpcidebug.linux.Known;
import org.zpcidebug.zpci.ConditionCode;
import org.zpcidebug.zpci.StatusCode;

/** Says how instructions ended. */
@SuppressWarnings("nls")
final class Endings {

    private Endings() {}

    /** What an instruction gave, or why it did not. */
    static Known<byte[]> known(Ending ending, byte[] given, String name, StatusCode.Instruction instruction) {
        if (ending.isDone()) {
            return Known.of(given);
        }
        ConditionCode condition = ConditionCode.values()[ending.condition()];
        String why = condition == ConditionCode.FAILED
                ? new StatusCode(instruction, ending.status()).words()
                : condition.words();
        return Known.unknown(Text.of(Endings.class, "probe.failed", name, why));
    }
}
