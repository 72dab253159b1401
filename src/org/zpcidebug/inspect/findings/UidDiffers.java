package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.linux.ZpciDevice;

/** Hypervisor and guest have different user-defined ids for a function. */
@SuppressWarnings("nls")
final class UidDiffers extends Check {

    UidDiffers() {
        super("uid-differs", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        Value<Long> linux =
                s.comparable(s.function().linux().map(ZpciDevice::uid).flatMap(Value::from));
        return given(
                s.function().uid(),
                linux,
                (mine, theirs) -> foundIf(
                        mine.longValue() != theirs,
                        s.evidence("uid", "linux.uid"),
                        Words.hex(mine),
                        Words.hex(theirs)));
    }
}
