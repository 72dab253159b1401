package org.zpcidebug.ui;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.preference.BooleanFieldEditor;
import org.eclipse.jface.preference.ComboFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.FileFieldEditor;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.jface.preference.StringFieldEditor;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Group;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.Preferences;

/** The preference page: how often to refresh, how long to wait, where QEMU is. */
public final class ZpciPreferencePage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

    /** As many as a field with a button has. */
    private static final int COLUMNS = 3;

    private final List<Composite> groups = new ArrayList<>();

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
        Composite refresh = group(Messages.Preferences_Views);
        addField(new ComboFieldEditor(Preferences.REFRESH_HERTZ, Messages.Preferences_Refresh, rates, refresh));
        IntegerFieldEditor most =
                new IntegerFieldEditor(Preferences.MOST_MAPPINGS, Messages.Preferences_Mappings, refresh, 9);
        most.setValidRange(1, Preferences.LARGEST_MOST_MAPPINGS);
        addField(most);
        Composite stops = group(Messages.Preferences_Intercepts);
        IntegerFieldEditor rows =
                new IntegerFieldEditor(Preferences.INTERCEPT_ROWS, Messages.Preferences_InterceptRows, stops, 8);
        rows.setValidRange(1, Preferences.MOST_INTERCEPT_ROWS);
        addField(rows);
        addField(new BooleanFieldEditor(Preferences.PAUSE_AGREED, Messages.Preferences_PauseAgreed, stops));
        Composite waits = group(Messages.Preferences_Waits);
        addField(seconds(Preferences.ATTACH_SECONDS, Messages.Preferences_Attach, waits));
        addField(seconds(Preferences.COMMAND_SECONDS, Messages.Preferences_Command, waits));
        Composite demo = group(Messages.Preferences_Demo);
        FileFieldEditor qemu = new FileFieldEditor(
                Preferences.QEMU_PATH, Messages.Preferences_Qemu, true, StringFieldEditor.VALIDATE_ON_KEY_STROKE, demo);
        qemu.setEmptyStringAllowed(true);
        qemu.getTextControl(demo).setMessage(Messages.Preferences_QemuHint);
        addField(qemu);
    }

    /** A titled box in which labels take no more room than the longest of their own. */
    private Composite group(String title) {
        Group group = new Group(getFieldEditorParent(), SWT.NONE);
        group.setText(title);
        GridLayoutFactory.swtDefaults().applyTo(group);
        GridDataFactory.fillDefaults().grab(true, false).span(COLUMNS, 1).applyTo(group);
        Composite inside = new Composite(group, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(inside);
        groups.add(inside);
        return inside;
    }

    @Override
    protected void adjustGridLayout() {
        super.adjustGridLayout();
        for (Composite group : groups) {
            ((GridLayout) group.getLayout()).numColumns = COLUMNS;
        }
    }

    private static IntegerFieldEditor seconds(String key, String label, Composite parent) {
        IntegerFieldEditor editor = new IntegerFieldEditor(key, label, parent, 3);
        editor.setValidRange(1, Preferences.MAX_SECONDS);
        return editor;
    }
}
