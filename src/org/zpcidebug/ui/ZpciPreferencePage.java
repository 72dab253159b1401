package org.zpcidebug.ui;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.ComboFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.FileFieldEditor;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.jface.preference.StringFieldEditor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.Preferences;

/** The preference page: how often to refresh, how long to wait, where QEMU is. */
public final class ZpciPreferencePage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

    /** A page in a grid. */
    public ZpciPreferencePage() {
        super(GRID);
        setPreferenceStore(new ScopedPreferenceStore(InstanceScope.INSTANCE, DebugIds.PLUGIN));
        setDescription(Messages.Preferences_Description);
    }

    @Override
    public void init(IWorkbench workbench) {
        // Nothing of the workbench is needed.
    }

    @Override
    protected void createFieldEditors() {
        String[][] rates = {
            {Messages.Preferences_Manual, Integer.toString(0)},
            {Messages.Preferences_Slow, Integer.toString(1)},
            {Messages.Preferences_Medium, Integer.toString(2)},
            {Messages.Preferences_Fast, Integer.toString(5)}
        };
        addField(new ComboFieldEditor(
                Preferences.REFRESH_HERTZ, Messages.Preferences_Refresh, rates, getFieldEditorParent()));
        addField(seconds(Preferences.ATTACH_SECONDS, Messages.Preferences_Attach));
        addField(seconds(Preferences.COMMAND_SECONDS, Messages.Preferences_Command));
        FileFieldEditor qemu = new FileFieldEditor(
                Preferences.QEMU_PATH,
                Messages.Preferences_Qemu,
                true,
                StringFieldEditor.VALIDATE_ON_KEY_STROKE,
                getFieldEditorParent());
        qemu.setEmptyStringAllowed(true);
        qemu.getTextControl(getFieldEditorParent()).setMessage(Messages.Preferences_QemuHint);
        addField(qemu);
    }

    private IntegerFieldEditor seconds(String key, String label) {
        IntegerFieldEditor editor = new IntegerFieldEditor(key, label, getFieldEditorParent(), 3);
        editor.setValidRange(1, Preferences.MAX_SECONDS);
        return editor;
    }
}
