package org.zpcidebug.ui.intercepts;

import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.debug.core.IStatusHandler;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.MessageDialogWithToggle;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.Preferences;

/** Asks the user before a guest is stopped for the first time. Answers with a Boolean. */
public final class PauseQuestion implements IStatusHandler {

    @Override
    public Object handleStatus(IStatus status, Object source) {
        boolean[] agreed = {false};
        Display display = PlatformUI.getWorkbench().getDisplay();
        if (!display.isDisposed()) {
            display.syncExec(() -> agreed[0] = ask(status.getMessage()));
        }
        return agreed[0];
    }

    private static boolean ask(String question) {
        Shell shell = PlatformUI.getWorkbench().getModalDialogShellProvider().getShell();
        MessageDialogWithToggle dialog =
                new MessageDialogWithToggle(
                        shell,
                        Messages.Pause_Title,
                        null,
                        question,
                        MessageDialog.QUESTION,
                        new String[] {Messages.Pause_Yes, IDialogConstants.CANCEL_LABEL},
                        0,
                        Messages.Pause_Always,
                        false) {
                    @Override
                    protected int getShellStyle() {
                        return super.getShellStyle() | SWT.SHEET;
                    }
                };
        boolean yes = dialog.open() == IDialogConstants.INTERNAL_ID;
        if (yes && dialog.getToggleState()) {
            new ScopedPreferenceStore(InstanceScope.INSTANCE, DebugIds.PLUGIN).setValue(Preferences.PAUSE_AGREED, true);
        }
        return yes;
    }
}
