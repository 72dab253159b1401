package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.zpci.FunctionControls;

/** A function half way out of the error state: loads and stores work, interrupts are dropped. */
@SuppressWarnings("nls")
final class FunctionBlocked extends StateCheck {

    FunctionBlocked() {
        super("function-blocked", Severity.ERROR);
    }

    @Override
    boolean isFound(FunctionControls controls) {
        return controls.isInError() && !controls.isBlocked();
    }
}
