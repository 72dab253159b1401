package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.GuestSystem;
import org.zpcidebug.inspect.Value;

/** A function that Linux in the guest does not list. */
@SuppressWarnings("nls")
final class NotInLinux extends Check {

    NotInLinux() {
        super("not-in-linux", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        if (s.guest().guest().system().state() != GuestSystem.State.LINUX) {
            return unchecked(s.guest().guest().system().words());
        }
        if (s.function().linux().isKnown() || !s.function().pci().isKnown()) {
            return Verdict.CLEAR;
        }
        Value<?> listed = s.comparable(s.guest().interrupts());
        return given(listed, list -> found(s.evidence("fid", "target")));
    }
}
