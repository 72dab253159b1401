package org.zpcidebug.ui.probe;

import java.util.List;
import java.util.concurrent.CompletionException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.MessageDialogWithToggle;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionState;
import org.zpcidebug.intercept.BarRange;
import org.zpcidebug.ui.Remembered;

/** Probes a guest, and says before the first time that this stops it for a moment. */
public final class ProbeCommand {

    private static final String SECTION = "probe"; //$NON-NLS-1$
    private static final String AGREED = "agreed"; //$NON-NLS-1$

    private ProbeCommand() {}

    /**
     * Probes; what was answered comes as the session's next state, and what goes wrong in a dialog.
     *
     * @param target null for no guest, and then nothing is done
     */
    public static void run(Shell shell, ZpciDebugTarget target) {
        if (isConnected(target) && isAgreed(shell)) {
            run(shell, target, List.of());
        }
    }

    /** Asks which words of a BAR of the function are to be read, and has a probe read them. */
    public static void readBar(Shell shell, ZpciDebugTarget target, FunctionSnapshot function) {
        if (!isConnected(target) || function == null) {
            return;
        }
        BarDialog dialog = new BarDialog(shell, function);
        if (dialog.open() == Window.OK) {
            run(shell, target, List.of(dialog.range()));
        }
    }

    private static boolean isConnected(ZpciDebugTarget target) {
        return target != null && target.session().state().link() == SessionState.Link.CONNECTED;
    }

    private static void run(Shell shell, ZpciDebugTarget target, List<BarRange> named) {
        Display display = shell.getDisplay();
        GuestSession session = target.session();
        ICoreRunnable work = monitor -> {
            try {
                session.probe(named).join();
            } catch (CompletionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                tell(display, shell, cause.getMessage() == null ? cause.toString() : cause.getMessage());
            }
        };
        Job.create(Messages.Probe_Job, work).schedule();
    }

    private static boolean isAgreed(Shell shell) {
        IDialogSettings settings = Remembered.section(SECTION);
        if (settings.getBoolean(AGREED)) {
            return true;
        }
        MessageDialogWithToggle asked = MessageDialogWithToggle.openOkCancelConfirm(
                shell, Messages.Probe_Title, Messages.Probe_Confirm, Messages.Probe_DoNotAsk, false, null, null);
        boolean agreed = asked.getReturnCode() == IDialogConstants.OK_ID;
        if (agreed && asked.getToggleState()) {
            settings.put(AGREED, true);
        }
        return agreed;
    }

    private static void tell(Display display, Shell shell, String problem) {
        try {
            display.asyncExec(() -> {
                if (!shell.isDisposed()) {
                    MessageDialog.openError(shell, Messages.Probe_Title, problem);
                }
            });
        } catch (SWTException expected) {
            // The workbench is gone, and nobody reads it.
        }
    }
}
