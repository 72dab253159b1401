package org.zpcidebug.inspect.findings;

import java.util.List;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Words;

/** Two functions with one user-defined id. QEMU refuses that; another hypervisor or a broken one does not. */
@SuppressWarnings("nls")
final class UidShared extends Check {

    UidShared() {
        super("uid-shared", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        return given(s.function().uid(), uid -> {
            List<String> others = s.others()
                    .filter(other -> uid.equals(other.uid().orElse(-1)))
                    .map(other -> Words.hex(other.fid()))
                    .toList();
            return foundIf(!others.isEmpty(), s.evidence("uid"), Words.hex(uid), String.join(", ", others));
        });
    }
}
