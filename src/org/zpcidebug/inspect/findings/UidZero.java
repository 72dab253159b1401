package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.Value;

/** A function without user-defined id, so that Linux numbers its PCI domain as it likes. */
@SuppressWarnings("nls")
final class UidZero extends Check {

    UidZero() {
        super("uid-zero", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        Value<Long> uid = uid(s.function());
        return given(uid, id -> foundIf(id == 0, s.evidence("uid", "linux.uid", "probe.uid")));
    }

    /** As whoever is asked nearest to the guest tells it. */
    private static Value<Long> uid(FunctionSnapshot function) {
        Value<Long> guest = Belief.of(function).flatMap(Belief::uid);
        return guest.isKnown() ? guest : function.uid().map(Integer::longValue);
    }
}
