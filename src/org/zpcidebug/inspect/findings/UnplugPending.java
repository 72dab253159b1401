package org.zpcidebug.inspect.findings;

import org.zpcidebug.Text;
import org.zpcidebug.inspect.Finding.Severity;

/** A function that was asked back and not given back. No monitor query tells; a guest that keeps the request does. */
@SuppressWarnings("nls")
final class UnplugPending extends Check {

    UnplugPending() {
        super("unplug-pending", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        if (s.function().linux().isKnown()) {
            return unchecked(Text.of(UnplugPending.class, "unchecked.unplug"));
        }
        return given(
                s.function().demo(),
                demo -> foundIf(
                        demo.unplugAsked(),
                        s.evidence("fid", "target"),
                        s.function().target().orElse("")));
    }
}
