package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;

/** Looks for one kind of trouble in the guest as a whole. */
abstract class GuestCheck extends Check {

    GuestCheck(String id, Severity severity) {
        super(id, severity);
    }

    /** Looks at the whole guest. */
    abstract Verdict look(GuestSnapshot guest);

    /** Functions are not looked at one by one. */
    @Override
    final Verdict look(Subject subject) {
        return Verdict.CLEAR;
    }

    /** A function of the guest that shows values of the whole, if there is any. */
    static Subject any(GuestSnapshot guest) {
        FunctionSnapshot first = guest.functions().get(0);
        return Subject.of(guest, first, true);
    }
}
