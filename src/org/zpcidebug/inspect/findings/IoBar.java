package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot.BarKind;

/** An I/O port BAR, of which nothing on s390x can make use. */
@SuppressWarnings("nls")
final class IoBar extends Check {

    IoBar() {
        super("io-bar", Severity.INFO);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.function().bars(),
                bars -> foundIf(bars.stream().anyMatch(bar -> bar.kind() == BarKind.IO), s.evidence("bars")));
    }
}
