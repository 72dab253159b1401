package org.zpcidebug.debug;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.IStatusHandler;

/** Hands what a user is to be told or asked to the handler that the user interface has for it. */
final class StatusHandlers {

    private StatusHandlers() {}

    /** The handler's answer; null when there is no handler, or it failed, which is logged. */
    static Object handle(IStatus status, ZpciDebugTarget target) {
        IStatusHandler handler = DebugPlugin.getDefault().getStatusHandler(status);
        try {
            return handler == null ? null : handler.handleStatus(status, target);
        } catch (CoreException e) {
            Platform.getLog(StatusHandlers.class).log(e.getStatus());
            return null;
        }
    }
}
