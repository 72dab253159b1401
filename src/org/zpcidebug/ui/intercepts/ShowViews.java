package org.zpcidebug.ui.intercepts;

import java.util.Set;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.debug.core.IStatusHandler;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.ui.Launches;
import org.zpcidebug.ui.UiIds;

/** Shows what a guest stops at or logs, the first time that it does: the log, and the operands where it stands. */
public final class ShowViews implements IStatusHandler {

    private static final Set<String> PERSPECTIVES = Set.of(UiIds.PERSPECTIVE, IDebugUIConstants.ID_DEBUG_PERSPECTIVE);

    @Override
    public Object handleStatus(IStatus status, Object source) {
        Display display = PlatformUI.getWorkbench().getDisplay();
        if (!display.isDisposed() && source instanceof ZpciDebugTarget target) {
            display.asyncExec(() -> show(target));
        }
        return null;
    }

    private static void show(ZpciDebugTarget target) {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        IWorkbenchPage page = window == null ? null : window.getActivePage();
        if (page == null
                || page.getPerspective() == null
                || !PERSPECTIVES.contains(page.getPerspective().getId())) {
            return;
        }
        try {
            page.showView(UiIds.INTERCEPTS_VIEW, null, IWorkbenchPage.VIEW_VISIBLE);
            if (target.isSuspended()) {
                page.showView(IDebugUIConstants.ID_VARIABLE_VIEW, null, IWorkbenchPage.VIEW_VISIBLE);
            }
        } catch (PartInitException e) {
            Launches.report(e);
        }
    }
}
