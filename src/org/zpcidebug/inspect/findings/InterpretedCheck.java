package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;

/** Looks at a function whose loads and stores the machine interprets; others have no such trouble. */
abstract class InterpretedCheck extends Check {

    InterpretedCheck(String id, Severity severity) {
        super(id, severity);
    }

    /** Looks at one. */
    abstract Verdict lookAt(Subject s);

    @Override
    final Verdict look(Subject s) {
        return given(s.function().interpreted(), interpreted -> interpreted ? lookAt(s) : Verdict.CLEAR);
    }
}
