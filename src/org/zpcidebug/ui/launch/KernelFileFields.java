package org.zpcidebug.ui.launch;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Group;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.zpcidebug.debug.LaunchSettings;

/** The fields for files of the guest's kernel, which help where its memory does not tell enough. Does no I/O. */
final class KernelFileFields {

    private final Runnable changed;
    private final Text vmlinux;
    private final Text systemMap;
    private boolean filling;

    /**
     * Makes the fields.
     *
     * @param changed is run after each change by the user
     */
    KernelFileFields(Composite parent, Runnable changed) {
        this.changed = changed;
        Group group = new Group(parent, SWT.NONE);
        group.setText(Messages.Kernel_Group);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(group);
        GridLayoutFactory.swtDefaults().numColumns(3).applyTo(group);
        Label hint = new Label(group, SWT.WRAP);
        hint.setText(Messages.Kernel_Hint);
        GridDataFactory.fillDefaults()
                .grab(true, false)
                .span(3, 1)
                .hint(400, SWT.DEFAULT)
                .applyTo(hint);
        vmlinux = row(group, Messages.Kernel_Vmlinux, Messages.Kernel_VmlinuxBrowse);
        systemMap = row(group, Messages.Kernel_SystemMap, Messages.Kernel_SystemMapBrowse);
    }

    private Text row(Composite group, String label, String browse) {
        new Label(group, SWT.NONE).setText(label);
        Text text = new Text(group, SWT.BORDER);
        GridDataFactory.fillDefaults()
                .align(SWT.FILL, SWT.CENTER)
                .grab(true, false)
                .applyTo(text);
        text.addModifyListener(event -> {
            if (!filling) {
                changed.run();
            }
        });
        Button button = new Button(group, SWT.PUSH);
        button.setText(browse);
        button.addSelectionListener(SelectionListener.widgetSelectedAdapter(event -> browse(text)));
        return text;
    }

    private static void browse(Text text) {
        FileDialog dialog = new FileDialog(text.getShell(), SWT.OPEN);
        dialog.setText(Messages.Kernel_BrowseTitle);
        dialog.setFileName(text.getText());
        String chosen = dialog.open();
        if (chosen != null) {
            text.setText(chosen);
        }
    }

    /** Shows what a configuration holds. */
    void initializeFrom(ILaunchConfiguration configuration) throws CoreException {
        filling = true;
        vmlinux.setText(configuration.getAttribute(LaunchSettings.VMLINUX, "")); //$NON-NLS-1$
        systemMap.setText(configuration.getAttribute(LaunchSettings.SYSTEM_MAP, "")); //$NON-NLS-1$
        filling = false;
    }

    /** Writes what was entered; nothing for an empty field. */
    void performApply(ILaunchConfigurationWorkingCopy configuration) {
        put(configuration, LaunchSettings.VMLINUX, vmlinux);
        put(configuration, LaunchSettings.SYSTEM_MAP, systemMap);
    }

    private static void put(ILaunchConfigurationWorkingCopy configuration, String attribute, Text text) {
        String path = text.getText().strip();
        if (path.isEmpty()) {
            configuration.removeAttribute(attribute);
        } else {
            configuration.setAttribute(attribute, path);
        }
    }
}
