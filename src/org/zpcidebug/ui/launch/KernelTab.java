package org.zpcidebug.ui.launch;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.ui.AbstractLaunchConfigurationTab;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.PlatformUI;
import org.zpcidebug.debug.LaunchSettings;
import org.zpcidebug.ui.Icons;
import org.zpcidebug.ui.UiIds;

/** The tab for files of the guest's kernel; most guests need none. */
public final class KernelTab extends AbstractLaunchConfigurationTab {

    private static final String ID = "org.zpcidebug.ui.launch.KernelTab"; //$NON-NLS-1$

    private KernelFileFields kernel;
    private Image image;

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.swtDefaults().applyTo(area);
        area.setFont(parent.getFont());
        setControl(area);
        image = new LocalResourceManager(JFaceResources.getResources(), area).create(Icons.FUNCTION.descriptor());
        kernel = new KernelFileFields(area, this::updateLaunchConfigurationDialog);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, UiIds.HELP_CONNECTION);
    }

    /** Nothing is known of a new configuration's kernel. */
    @Override
    public void setDefaults(ILaunchConfigurationWorkingCopy configuration) {
        configuration.removeAttribute(LaunchSettings.VMLINUX);
        configuration.removeAttribute(LaunchSettings.SYSTEM_MAP);
    }

    @Override
    public void initializeFrom(ILaunchConfiguration configuration) {
        try {
            kernel.initializeFrom(configuration);
        } catch (CoreException e) {
            setErrorMessage(e.getStatus().getMessage());
        }
    }

    @Override
    public void performApply(ILaunchConfigurationWorkingCopy configuration) {
        kernel.performApply(configuration);
    }

    /** Looks at the text only: whether the files can be read is found out when they are. */
    @Override
    public boolean isValid(ILaunchConfiguration configuration) {
        setErrorMessage(null);
        try {
            LaunchSettings.file(configuration, LaunchSettings.VMLINUX);
            LaunchSettings.file(configuration, LaunchSettings.SYSTEM_MAP);
        } catch (CoreException e) {
            setErrorMessage(e.getStatus().getMessage());
        }
        return getErrorMessage() == null;
    }

    @Override
    public String getName() {
        return Messages.Kernel_Tab;
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Image getImage() {
        return image;
    }
}
