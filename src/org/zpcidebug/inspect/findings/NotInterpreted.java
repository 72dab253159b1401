package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;

/** A host device whose loads and stores the hypervisor carries out one by one. */
@SuppressWarnings("nls")
final class NotInterpreted extends HostDeviceCheck {

    NotInterpreted() {
        super("not-interpreted", Severity.INFO);
    }

    @Override
    Verdict look(Subject s, String device) {
        return given(
                s.function().interpreted(),
                interpreted -> foundIf(!interpreted, s.evidence("hostDevice", "interpreted", "handle"), device));
    }
}
