package org.zpcidebug.inspect.findings;

import org.zpcidebug.Text;
import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;

/** Pages are mapped and not one refresh was counted. */
@SuppressWarnings("nls")
final class NeverRefreshed extends Check {

    NeverRefreshed() {
        super("never-refreshed", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.function().refreshed(),
                s.belief().flatMap(Belief::mappedPages),
                (refreshed, pages) -> switch (refreshed) {
                    case SOME -> Verdict.CLEAR;
                    case NONE_YET -> unchecked(Text.of(NeverRefreshed.class, "unchecked.refreshes"));
                    case NONE ->
                        found(
                                Subject.both(
                                        s.evidence("dma.registered"),
                                        Subject.believed("dma.mappedPages", Long.toString(pages)),
                                        Subject.believed("measurement.refreshes", "0")),
                                Long.toString(pages));
                });
    }
}
