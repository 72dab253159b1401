package org.zpcidebug.inspect.findings;

import org.zpcidebug.Text;
import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.zpci.MeasurementBlock;

/** Pages are mapped and not one refresh was counted. */
@SuppressWarnings("nls")
final class NeverRefreshed extends Check {

    NeverRefreshed() {
        super("never-refreshed", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.belief(),
                belief -> given(
                        belief.measurement(),
                        measured ->
                                measured.filter(MeasurementBlock::wasUpdated).isEmpty()
                                        ? unchecked(Text.of(NeverRefreshed.class, "unchecked.measurement"))
                                        : count(s, belief, measured.get().refreshes())));
    }

    private Verdict count(Subject s, Belief belief, long refreshes) {
        return given(
                belief.mappedPages(),
                mapped -> foundIf(
                        refreshes == 0 && mapped > 0,
                        Subject.both(
                                s.evidence("dma.registered"),
                                Subject.believed("dma.mappedPages", Long.toString(mapped)),
                                Subject.believed("measurement.refreshes", Long.toString(refreshes))),
                        Long.toString(mapped)));
    }
}
