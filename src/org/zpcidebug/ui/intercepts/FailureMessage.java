package org.zpcidebug.ui.intercepts;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.debug.core.IStatusHandler;
import org.eclipse.ui.statushandlers.StatusManager;

/** Shows the user that something could not be done with a guest. What nobody foresaw is in the log already. */
public final class FailureMessage implements IStatusHandler {

    @Override
    public Object handleStatus(IStatus status, Object source) {
        StatusManager.getManager().handle(status, StatusManager.SHOW);
        return null;
    }
}
