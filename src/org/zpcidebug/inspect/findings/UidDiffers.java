package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.inspect.Words;

/** Hypervisor and guest have different user-defined ids for a function. */
@SuppressWarnings("nls")
final class UidDiffers extends Check {

    UidDiffers() {
        super("uid-differs", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        Value<Long> guest = s.comparable(s.belief().flatMap(Belief::uid));
        return given(
                s.function().uid(),
                guest,
                (mine, theirs) -> foundIf(
                        mine.longValue() != theirs,
                        Subject.both(s.evidence("uid"), Subject.believed("linux.uid", Words.hex(theirs))),
                        Words.hex(mine),
                        Words.hex(theirs)));
    }
}
