package org.zpcidebug.ui.intercepts;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.debug.core.IStatusHandler;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;

/** Asks the user whether the breakpoints of a debugger that is gone are to be taken away. Answers with a Boolean. */
public final class RepairQuestion implements IStatusHandler {

    @Override
    public Object handleStatus(IStatus status, Object source) {
        boolean[] wanted = {false};
        Display display = PlatformUI.getWorkbench().getDisplay();
        if (!display.isDisposed()) {
            display.syncExec(() -> wanted[0] = ask(status.getMessage()));
        }
        return wanted[0];
    }

    private static boolean ask(String question) {
        return MessageDialog.open(
                        MessageDialog.QUESTION,
                        PlatformUI.getWorkbench().getModalDialogShellProvider().getShell(),
                        Messages.Repair_Title,
                        question,
                        0,
                        Messages.Repair_Yes,
                        Messages.Repair_No)
                == 0;
    }
}
