package org.zpcidebug.inspect.findings;

import java.util.List;
import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.zpci.FunctionHandle;

/** Two functions whose handles have one index, by which the hypervisor finds them. */
@SuppressWarnings("nls")
final class HandleShared extends Check {

    HandleShared() {
        super("handle-shared", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        return given(s.belief(), belief -> {
            FunctionHandle handle = belief.handle();
            List<FunctionSnapshot> same =
                    s.others().filter(other -> index(other) == handle.index()).toList();
            return same.isEmpty()
                    ? Verdict.CLEAR
                    : found(
                            s.evidence("handle"),
                            handle.toString(),
                            Words.hex(handle.index()),
                            Words.hex(same.get(0).fid()));
        });
    }

    private static int index(FunctionSnapshot function) {
        return Belief.of(function).map(belief -> belief.handle().index()).orElse(-1);
    }
}
