package org.zpcidebug.debug;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.IStatusHandler;
import org.eclipse.osgi.util.NLS;

/** A guest that another debugger left with its breakpoints: the user is asked whether they are to be taken away. */
public final class LeftBehind {

    /** The code of the status whose handler asks; it answers with a Boolean. */
    public static final int CODE = 322;

    private LeftBehind() {}

    /** Asks, on a thread that may wait for the answer, and repairs the guest if the user wants it. */
    static void offerRepair(ZpciDebugTarget target, Runnable repair) {
        String question = NLS.bind(Messages.LeftBehind_Question, target.getName());
        target.intercepts().notice(question);
        Job job = Job.create(Messages.LeftBehind_Job, progress -> {
            if (isWanted(target, question)) {
                repair.run();
            }
            return Status.OK_STATUS;
        });
        job.setSystem(true);
        job.schedule();
    }

    private static boolean isWanted(ZpciDebugTarget target, String question) {
        IStatus status = new Status(IStatus.INFO, DebugIds.PLUGIN, CODE, question, null);
        IStatusHandler handler = DebugPlugin.getDefault().getStatusHandler(status);
        try {
            return handler != null && Boolean.TRUE.equals(handler.handleStatus(status, target));
        } catch (CoreException e) {
            Platform.getLog(LeftBehind.class).log(e.getStatus());
            return false;
        }
    }
}
