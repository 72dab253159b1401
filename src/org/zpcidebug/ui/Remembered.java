package org.zpcidebug.ui;

import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.IDialogSettings;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.debug.DebugIds;

/** What the user's choices in views and dialogs are remembered in; Eclipse writes it to disk when it ends. */
public final class Remembered {

    private Remembered() {}

    /** The section of that name, made when it is not there yet. */
    public static IDialogSettings section(String name) {
        IDialogSettings all = PlatformUI.getDialogSettingsProvider(Platform.getBundle(DebugIds.PLUGIN))
                .getDialogSettings();
        return DialogSettings.getOrCreateSection(all, name);
    }
}
