package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.zpci.FunctionHandle;

/** Compares the software mark of a handle with what QEMU says of load/store interpretation. */
@SuppressWarnings("nls")
abstract class HandleMarkCheck extends Check {

    private final boolean marked;

    /** @param marked whether the handle says that the machine interprets, against QEMU's word */
    HandleMarkCheck(String id, boolean marked) {
        super(id, Severity.WARNING);
        this.marked = marked;
    }

    @Override
    final Verdict look(Subject s) {
        return given(s.belief(), s.function().interpreted(), (belief, interpreted) -> {
            boolean isInterpreted = belief.handle().kind() == FunctionHandle.Kind.INTERPRETED;
            return foundIf(
                    isInterpreted == marked && interpreted != marked,
                    s.evidence("handle", "interpreted"),
                    belief.handle().toString(),
                    String.format("0x%02x", belief.handle().softwareMark()));
        });
    }
}
