package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionProbe;
import org.zpcidebug.inspect.Value;

/** A device without MSI-X, the only kind of interrupt on s390x. */
@SuppressWarnings("nls")
final class MsixMissing extends Check {

    MsixMissing() {
        super("msix-missing", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        return probed(
                s,
                (FunctionProbe probe) -> Value.from(probe.answers().config()),
                config -> foundIf(
                        !config.isAllOnes() && config.msix().isEmpty(), s.evidence("probe.config", "interpreted")));
    }
}
