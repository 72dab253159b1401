package org.zpcidebug.ui.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.expressions.IEvaluationContext;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.ISources;
import org.eclipse.ui.IWorkbenchPart;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.SessionState.Link;
import org.zpcidebug.ui.GuestFollower;

/** Reconnect: for a guest whose link was lost; the guest is that of the active view, else of the debug context. */
public final class ReconnectHandler extends AbstractHandler {

    /** Whether reconnecting makes sense. */
    public static boolean isPossible(ZpciDebugTarget target) {
        if (target == null || target.isDisconnected()) {
            return false;
        }
        Link link = target.session().state().link();
        return link == Link.LOST || link == Link.SILENT;
    }

    @Override
    public Object execute(ExecutionEvent event) {
        ZpciDebugTarget target = target(event.getApplicationContext());
        if (isPossible(target)) {
            target.reconnect(); // how it went shows in the session's state
        }
        return null;
    }

    @Override
    public void setEnabled(Object context) {
        setBaseEnabled(isPossible(target(context)));
    }

    private static ZpciDebugTarget target(Object context) {
        if (context instanceof IEvaluationContext evaluation
                && evaluation.getVariable(ISources.ACTIVE_PART_NAME) instanceof IWorkbenchPart part) {
            ZpciDebugTarget shown = part.getAdapter(ZpciDebugTarget.class);
            if (shown != null) {
                return shown;
            }
            ISelection selection = DebugUITools.getDebugContextForPart(part);
            return selection instanceof IStructuredSelection structured
                    ? GuestFollower.targetOf(structured.getFirstElement())
                    : null;
        }
        return null;
    }
}
