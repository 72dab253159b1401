package org.zpcidebug.ui.interrupts;

import java.util.concurrent.CompletionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.zpcidebug.inspect.GuestSession;

/** What costs the guest something, and so is only done after asking: trace events, and reading registers. */
final class CostlyRequests {

    private final Shell shell;
    private final Runnable changed;
    private GuestSession traced;

    /**
     * For a window.
     *
     * @param changed is run on the UI thread when something was switched
     */
    CostlyRequests(Shell shell, Runnable changed) {
        this.shell = shell;
        this.changed = changed;
    }

    /** Switches trace events of a guest on, after asking, or off. */
    void toggle(GuestSession session) {
        if (session.interrupts().isTracing()) {
            session.interrupts().stopTrace().whenComplete((nothing, failure) -> done(failure));
            traced = null;
        } else if (MessageDialog.openConfirm(shell, Messages.Trace_Title, Messages.Trace_Cost)) {
            traced = session;
            session.interrupts().startTrace().whenComplete((nothing, failure) -> done(failure));
        }
    }

    /** Reads the registers of a guest's CPUs, after asking. */
    void readRegisters(GuestSession session) {
        if (MessageDialog.openConfirm(shell, Messages.Registers_Title, Messages.Registers_Cost)) {
            session.interrupts().readRegisters().whenComplete((reading, failure) -> done(failure));
        }
    }

    private void done(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        try {
            Display display = shell.getDisplay();
            display.asyncExec(() -> {
                if (!shell.isDisposed()) {
                    changed.run();
                    if (cause != null) {
                        MessageDialog.openError(shell, Messages.Failed_Title, cause.getMessage());
                    }
                }
            });
        } catch (SWTException expected) {
            // The window is gone.
        }
    }

    /** The view is closed: what it switched on is switched off. */
    void close() {
        if (traced != null) {
            traced.interrupts().stopTrace();
            traced = null;
        }
    }
}
