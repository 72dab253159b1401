package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot.Origin;

/** QEMU made the zpci object of a device that had none. */
@SuppressWarnings("nls")
final class AutomaticIds extends Check {

    AutomaticIds() {
        super("automatic-ids", Severity.INFO);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.function().zpci(),
                zpci -> foundIf(
                        zpci.origin() == Origin.AUTOMATIC,
                        s.evidence("zpci", "target"),
                        s.function().target().orElse("")));
    }
}
