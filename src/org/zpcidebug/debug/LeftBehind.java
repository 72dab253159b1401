package org.zpcidebug.debug;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.osgi.util.NLS;

/** A guest that another debugger left with its breakpoints: the user is asked whether they are to be taken away. */
public final class LeftBehind {

    /** The code of the status whose handler asks; it answers with a Boolean. */
    public static final int CODE = 322;

    private LeftBehind() {}

    /**
     * Asks, on a thread that may wait for the answer, and repairs the guest if the user wants it.
     *
     * @param next what is to be done after that
     */
    static void offerRepair(ZpciDebugTarget target, Runnable repair, Runnable next) {
        boolean stands = target.standing().equals(Messages.TargetName_Debug);
        if (!stands && isServerGiven(target.getLaunch().getLaunchConfiguration())) {
            next.run();
            return;
        }
        String question =
                NLS.bind(stands ? Messages.LeftBehind_Stands : Messages.LeftBehind_Question, target.guestName());
        Job job = Job.create(Messages.LeftBehind_Job, progress -> {
            IStatus status = new Status(IStatus.INFO, DebugIds.PLUGIN, CODE, question, null);
            if (Boolean.TRUE.equals(StatusHandlers.handle(status, target))) {
                repair.run();
            }
            next.run();
            return Status.OK_STATUS;
        });
        job.setSystem(true);
        job.schedule();
    }

    /** That a gdb server waits means nothing where the user has told us of it. */
    private static boolean isServerGiven(ILaunchConfiguration configuration) {
        try {
            return configuration != null
                    && LaunchSettings.gdbServer(configuration).isPresent();
        } catch (CoreException e) {
            return false; // the configuration was deleted meanwhile
        }
    }
}
