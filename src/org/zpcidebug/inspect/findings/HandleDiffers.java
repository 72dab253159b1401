package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionProbe;
import org.zpcidebug.zpci.FunctionHandle;

/** The guest uses another handle than the one that the hypervisor has. */
@SuppressWarnings("nls")
final class HandleDiffers extends Check {

    HandleDiffers() {
        super("handle-differs", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        return probed(s, FunctionProbe::then, then -> {
            FunctionHandle theirs = then.handle();
            FunctionHandle real = s.probe().value().answers().listed().handle();
            return foundIf(
                    theirs.bits() != real.bits(),
                    Subject.both(s.evidence("probe.handle"), Subject.believed("handle", theirs.toString())),
                    theirs.toString(),
                    real.toString());
        });
    }
}
