package org.zpcidebug.debug;

import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.model.LaunchConfigurationDelegate;
import org.zpcidebug.inspect.GuestSession;

/** Starts the embedded demo guest on a QEMU of this machine and attaches to it. */
public final class DemoDelegate extends LaunchConfigurationDelegate {

    private static final String PATH = "PATH"; //$NON-NLS-1$

    /** There is nothing to build. */
    @Override
    public boolean buildForLaunch(ILaunchConfiguration configuration, String mode, IProgressMonitor monitor) {
        return false;
    }

    /** Nothing in the workspace is launched. */
    @Override
    public boolean finalLaunchCheck(ILaunchConfiguration configuration, String mode, IProgressMonitor monitor) {
        return true;
    }

    /** Starts QEMU, waits for its monitor, and adds a session to the launch. */
    @Override
    public void launch(ILaunchConfiguration configuration, String mode, ILaunch launch, IProgressMonitor monitor)
            throws CoreException {
        SubMonitor progress = SubMonitor.convert(monitor, Messages.DemoDelegate_Starting, 1);
        String searchPath = Objects.requireNonNullElse(System.getenv(PATH), ""); //$NON-NLS-1$
        Path qemu = QemuProgram.find(Preferences.qemuPath(), searchPath);
        DemoGuest guest = DemoGuest.start(qemu, LaunchSettings.demo(configuration), launch);
        boolean attached = false;
        try {
            GuestSession session = SessionOpener.open(guest.awaitMonitor(progress), progress);
            ZpciDebugTarget target = ZpciDebugTarget.attach(launch, session, guest.shown());
            guest.onEnd(target::disconnect);
            attached = true;
        } catch (CoreException e) {
            guest.throwIfEnded();
            throw e;
        } catch (OperationCanceledException e) {
            // The user knows; QEMU is ended below.
            monitor.setCanceled(true);
        } finally {
            if (!attached) {
                guest.kill();
            }
        }
    }
}
