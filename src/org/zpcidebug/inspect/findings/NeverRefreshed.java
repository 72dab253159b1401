package org.zpcidebug.inspect.findings;

import org.zpcidebug.Text;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.linux.ZpciDevice;

/** Pages are mapped and not one refresh was counted. */
@SuppressWarnings("nls")
final class NeverRefreshed extends Check {

    NeverRefreshed() {
        super("never-refreshed", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.function().linux(),
                linux -> given(
                        Value.from(linux.measurement()),
                        measured -> measured.filter(m -> m.block().wasUpdated()).isEmpty()
                                ? unchecked(Text.of(NeverRefreshed.class, "unchecked.measurement"))
                                : count(s, linux, measured.get().block().refreshes())));
    }

    private Verdict count(Subject s, ZpciDevice linux, long refreshes) {
        return given(
                Value.from(linux.counters().mappedPages()),
                mapped -> foundIf(
                        refreshes == 0 && mapped > 0,
                        s.evidence("linux.mappedPages", "measurement.refreshes"),
                        Long.toString(mapped)));
    }
}
