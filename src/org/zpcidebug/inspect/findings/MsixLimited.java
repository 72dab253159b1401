package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionProbe;
import org.zpcidebug.inspect.Value;

/** A device with more MSI-X vectors than its group allows interrupts. */
@SuppressWarnings("nls")
final class MsixLimited extends Check {

    MsixLimited() {
        super("msix-limited", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        return probed(
                s,
                (FunctionProbe probe) -> Value.from(probe.answers().config()),
                config -> given(Value.from(s.probe().value().answers().group()), group -> {
                    int entries = config.msix().map(msix -> msix.entries()).orElse(0);
                    return foundIf(
                            entries > group.interrupts(),
                            s.evidence("probe.config", "probe.group"),
                            Integer.toString(entries),
                            Integer.toString(group.interrupts()));
                }));
    }
}
