package org.zpcidebug.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.debug.core.DebugException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.core.model.IDebugTarget;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.debug.ui.IDebugView;
import org.eclipse.jface.dialogs.DialogSettings;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.service.prefs.BackingStoreException;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.LaunchSettings;
import org.zpcidebug.debug.ZpciDebugTarget;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.ui.UiIds;
import org.zpcidebug.ui.functions.FunctionsView;

/** The workbench in the zPCI Debug perspective; after each test all launches and windows it opened are gone. */
public final class Workbench implements BeforeEachCallback, AfterEachCallback {

    /** Whether a test was here before, which may have left choices in the Functions view. */
    private static boolean begun;

    @Override
    public void beforeEach(ExtensionContext context) throws BackingStoreException {
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).clear();
        InstanceScope.INSTANCE
                .getNode("org.eclipse.debug.ui")
                .put("org.eclipse.debug.ui.switch_to_perspective", "never");
        // The test harness switches error dialogs off, but they are what is tested here.
        ErrorDialog.AUTOMATED_MODE = false;
        Ui.run(() -> {
            try {
                // Before a view is made, which keeps what it was given to write to.
                forgetChoices();
                IWorkbenchWindow window = window();
                PlatformUI.getWorkbench().showPerspective(UiIds.PERSPECTIVE, window);
                window.getShell().setBounds(0, 0, 1500, 950);
                window.getActivePage().resetPerspective();
                if (begun) {
                    // Brings another view to the top, which is opened if it was not, and that costs a test its first
                    // time.
                    window.getActivePage().hideView(window.getActivePage().findViewReference(UiIds.FUNCTIONS_VIEW));
                }
                begun = true;
                window.getActivePage().showView(UiIds.FUNCTIONS_VIEW);
            } catch (WorkbenchException e) {
                throw new IllegalStateException(e);
            }
        });
        // Only in the active window is there a control that has the focus, and the window manager takes its time.
        Ui.eventually(() -> {
            window().getShell().forceActive();
            assertThat(Ui.display().getActiveShell()).isSameAs(window().getShell());
        });
    }

    private static void forgetChoices() {
        DialogSettings empty = new DialogSettings(UiIds.FUNCTIONS_VIEW);
        PlatformUI.getDialogSettingsProvider(Platform.getBundle(DebugIds.PLUGIN))
                .getDialogSettings()
                .addSection(empty);
    }

    @Override
    public void afterEach(ExtensionContext context) throws CoreException {
        // A launch that is still under way brings its guest only now.
        Eventually.passes(Ui.PATIENCE, () -> {
            leaveGuests();
            assertDebugViewRests();
        });
        // While JFace's virtual tree forgets a launch, GTK asks it for the texts of all expanded items below, and for
        // one that was never painted it throws "null argument": so the CPUs have to be gone from the view before.
        Ui.run(() -> Ui.display().update());
        Ui.eventually(() -> assertThat(belowGuests()).isZero());
        for (ILaunch launch : launches().getLaunches()) {
            launches().removeLaunch(launch);
        }
        // The Debug view still asks for the labels of what is gone; their configurations must be there until then.
        Eventually.passes(Ui.PATIENCE, Workbench::assertDebugViewRests);
        Ui.run(() -> Ui.display().update());
        // Dialogs first: one that is open paints configurations, and complains of one that is gone.
        Ui.run(Workbench::closeDialogs);
        Ui.run(Workbench::deleteConfigurations);
    }

    /** How many items there are below guests, those that were never painted included. */
    private static int belowGuests() {
        return page().findView(IDebugUIConstants.ID_DEBUG_VIEW) instanceof IDebugView view
                ? Arrays.stream(((Tree) view.getViewer().getControl()).getItems())
                        .flatMap(launch -> Arrays.stream(launch.getItems()))
                        .mapToInt(TreeItem::getItemCount)
                        .sum()
                : 0;
    }

    private static void leaveGuests() throws DebugException {
        for (ILaunch launch : launches().getLaunches()) {
            for (IDebugTarget target : launch.getDebugTargets()) {
                if (target.canDisconnect()) {
                    target.disconnect();
                }
            }
            if (launch.canTerminate()) {
                launch.terminate();
            }
        }
    }

    private static void assertDebugViewRests() {
        assertThat(Job.getJobManager().find(null))
                .noneMatch(job -> job.getClass().getName().startsWith("org.eclipse.debug."));
    }

    private static void closeDialogs() {
        for (Shell shell : Ui.display().getShells()) {
            if (shell != window().getShell()
                    && !shell.isDisposed()
                    && shell.isVisible()
                    && !shell.getText().isEmpty()) {
                // What is not saved would be asked about.
                Ui.all(shell, Button.class).stream()
                        .filter(button -> button.getText().replace("&", "").equals("Revert") && button.isEnabled())
                        .forEach(button -> button.notifyListeners(SWT.Selection, new Event()));
                shell.close();
            }
        }
    }

    private static void deleteConfigurations() {
        try {
            for (ILaunchConfiguration configuration : launches().getLaunchConfigurations()) {
                configuration.delete();
            }
        } catch (CoreException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The launch manager. */
    public static ILaunchManager launches() {
        return DebugPlugin.getDefault().getLaunchManager();
    }

    /** The window. */
    public static IWorkbenchWindow window() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0];
    }

    /** The window's page. */
    public static IWorkbenchPage page() {
        return window().getActivePage();
    }

    /** The Functions view. */
    public static FunctionsView view() {
        return (FunctionsView) Ui.get(() -> page().findView(UiIds.FUNCTIONS_VIEW));
    }

    /** A configuration that attaches to that address. */
    public static ILaunchConfiguration attachTo(MonitorAddress address) throws CoreException {
        return configuration(DebugIds.ATTACH_TYPE, Map.of(LaunchSettings.ADDRESS, address.toString()));
    }

    /** A configuration of a type. */
    public static ILaunchConfiguration configuration(String type, Map<String, Object> attributes) throws CoreException {
        ILaunchConfigurationWorkingCopy copy = launches()
                .getLaunchConfigurationType(type)
                .newInstance(null, launches().generateLaunchConfigurationName("Test"));
        attributes.forEach(copy::setAttribute);
        return copy.doSave();
    }

    /** Attaches, on the calling thread. */
    public static ZpciDebugTarget attach(MonitorAddress address) throws CoreException {
        return target(attachTo(address).launch(ILaunchManager.DEBUG_MODE, new NullProgressMonitor()));
    }

    /** Attaches with a gdb server that is there already. */
    public static ZpciDebugTarget attach(MonitorAddress address, MonitorAddress gdbServer) throws CoreException {
        Map<String, Object> attributes =
                Map.of(LaunchSettings.ADDRESS, address.toString(), LaunchSettings.GDB_SERVER, gdbServer.toString());
        return target(configuration(DebugIds.ATTACH_TYPE, attributes)
                .launch(ILaunchManager.DEBUG_MODE, new NullProgressMonitor()));
    }

    /** The guest of a launch. */
    public static ZpciDebugTarget target(ILaunch launch) {
        return (ZpciDebugTarget) launch.getDebugTarget();
    }
}
