package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionProbe;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.zpci.FunctionControls;

/** Looks at the state that a probe found; no other source tells it. */
@SuppressWarnings("nls")
abstract class StateCheck extends Check {

    StateCheck(String id, Severity severity) {
        super(id, severity);
    }

    abstract boolean isFound(FunctionControls controls);

    @Override
    final Verdict look(Subject s) {
        return probed(
                s,
                (FunctionProbe probe) -> Value.from(probe.answers().controls()),
                fib -> foundIf(isFound(fib.controls()), s.evidence("probe.state", "probe.taken")));
    }
}
