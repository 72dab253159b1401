package org.zpcidebug.ui.intercepts;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.ui.DebugUITools;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.ui.GuestFollower;

/** Lets the guest that is selected in the Debug view run until it is about to execute the next PCI instruction. */
public final class NextInterceptHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        run(GuestFollower.targetOf(DebugUITools.getDebugContext()));
        return null;
    }

    /** Enabled while there is such a guest; what it does now is seen when the command runs. */
    @Override
    public boolean isEnabled() {
        ZpciDebugTarget target = GuestFollower.targetOf(DebugUITools.getDebugContext());
        return target != null && !target.isDisconnected();
    }

    /** Lets a guest run; a question to the user may come first, so this is not done on the UI thread. */
    static void run(ZpciDebugTarget target) {
        if (target != null && target.canRunToNextIntercept()) {
            Job job = Job.create(Messages.Next_Job, progress -> {
                target.runToNextIntercept();
                return Status.OK_STATUS;
            });
            job.setSystem(true);
            job.schedule();
        }
    }
}
