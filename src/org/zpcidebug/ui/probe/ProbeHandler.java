package org.zpcidebug.ui.probe;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.handlers.HandlerUtil;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.views.SessionView;

/** The command Probe: of the guest of the active view of ours, else of that of the Functions view. */
public final class ProbeHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
        if (page != null) {
            IWorkbenchPart active = page.getActivePart();
            IWorkbenchPart part = active instanceof SessionView ? active : page.findView(UiIds.FUNCTIONS_VIEW);
            if (part instanceof SessionView view) {
                ProbeCommand.run(view.getSite().getShell(), view.target());
            }
        }
        return null;
    }
}
