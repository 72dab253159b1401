package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;

/** A zpci object that waits for a PCI device. */
@SuppressWarnings("nls")
final class NoDevice extends Check {

    NoDevice() {
        super("no-device", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.function().target(),
                target -> foundIf(
                        !s.function().type().isKnown() && !s.function().pci().isKnown(),
                        s.evidence("zpci", "target"),
                        s.function().pci().reason()));
    }
}
