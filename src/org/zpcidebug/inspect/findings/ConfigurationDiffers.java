package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionProbe;

/** Hypervisor and guest do not agree whether a function is configured. */
@SuppressWarnings("nls")
final class ConfigurationDiffers extends Check {

    ConfigurationDiffers() {
        super("configuration-differs", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        return probed(
                s,
                (FunctionProbe probe) -> probe.then().flatMap(then -> then.configured()),
                theirs -> foundIf(
                        theirs != s.probe().value().answers().listed().configured(),
                        s.evidence("probe.configured", "state"),
                        theirs ? 1 : 0));
    }
}
