package org.zpcidebug.debug;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.model.LaunchConfigurationDelegate;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.GuestSession;

/** Attaches to a running guest. */
public final class AttachDelegate extends LaunchConfigurationDelegate {

    /** There is nothing to build, so nothing is asked about unsaved editors or compile errors either. */
    @Override
    public boolean buildForLaunch(ILaunchConfiguration configuration, String mode, IProgressMonitor monitor) {
        return false;
    }

    /** Nothing in the workspace is launched. */
    @Override
    public boolean finalLaunchCheck(ILaunchConfiguration configuration, String mode, IProgressMonitor monitor) {
        return true;
    }

    /** Opens a session to the configuration's guest and adds it to the launch. */
    @Override
    public void launch(ILaunchConfiguration configuration, String mode, ILaunch launch, IProgressMonitor monitor)
            throws CoreException {
        SubMonitor progress = SubMonitor.convert(monitor, Messages.AttachDelegate_Attaching, 1);
        MonitorAddress address = LaunchSettings.address(configuration);
        if (ZpciDebugTarget.isAttached(address.toString())) {
            throw AttachFailure.ALREADY.exception(NLS.bind(Messages.AttachDelegate_Already, address), null);
        }
        try {
            GuestSession session = SessionOpener.open(address, LaunchSettings.options(configuration), progress);
            Preferences.remember(address);
            ZpciDebugTarget.attach(launch, session, null);
            ConfigurationName.settle(configuration, GuestName.of(address, session.state()));
        } catch (OperationCanceledException e) {
            // The user knows; the platform removes a launch that stayed empty when its monitor is cancelled.
            monitor.setCanceled(true);
        }
    }
}
