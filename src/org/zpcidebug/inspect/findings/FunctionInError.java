package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.zpci.FunctionControls;

/** A function in the error state: loads and stores fail, DMA and interrupts are dropped. */
@SuppressWarnings("nls")
final class FunctionInError extends StateCheck {

    FunctionInError() {
        super("function-error", Severity.ERROR);
    }

    @Override
    boolean isFound(FunctionControls controls) {
        return controls.isInError() && controls.isBlocked();
    }
}
