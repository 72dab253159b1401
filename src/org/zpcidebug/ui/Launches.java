package org.zpcidebug.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationType;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;
import org.eclipse.debug.ui.DebugUITools;
import org.eclipse.debug.ui.IDebugUIConstants;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.statushandlers.StatusManager;
import org.zpcidebug.debug.ConfigurationName;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.DemoOptions;
import org.zpcidebug.debug.LaunchSettings;
import org.zpcidebug.debug.Preferences;
import org.zpcidebug.debug.ZpciDebugTarget;

/** Opens launch configurations and launches them. To be used on the UI thread. */
public final class Launches {

    private Launches() {}

    /** Opens the launch dialog on a configuration that attaches: one for a guest not attached to yet, or a new one. */
    public static void connect(Shell shell) {
        try {
            ILaunchConfiguration configuration = free().orElse(null);
            boolean made = configuration == null;
            if (made) {
                configuration = createAttach().doSave();
            }
            DebugUITools.openLaunchConfigurationDialogOnGroup(
                    shell, new StructuredSelection(configuration), IDebugUIConstants.ID_DEBUG_LAUNCH_GROUP);
            if (made
                    && configuration.exists()
                    && LaunchSettings.addressText(configuration).isEmpty()) {
                configuration.delete(); // the user thought better of it
            }
        } catch (CoreException e) {
            report(e);
        }
    }

    /** Attaches to the guest at that address, by the configuration there is for it or a new one. */
    public static void attach(String address) {
        try {
            ILaunchConfiguration found = null;
            for (ILaunchConfiguration each : all(DebugIds.ATTACH_TYPE)) {
                if (LaunchSettings.addressText(each).equals(address)) {
                    found = each;
                }
            }
            if (found == null) {
                ILaunchConfigurationWorkingCopy copy = createAttach();
                copy.setAttribute(LaunchSettings.ADDRESS, address);
                found = copy.doSave();
            }
            DebugUITools.launch(found, ILaunchManager.DEBUG_MODE);
        } catch (CoreException e) {
            report(e);
        }
    }

    /** Starts the demo guest with the options it was started with last. */
    public static void startDemo() {
        try {
            Optional<ILaunchConfiguration> found = first(DebugIds.DEMO_TYPE);
            ILaunchConfiguration configuration;
            if (found.isPresent()) {
                configuration = found.get();
            } else {
                ILaunchConfigurationWorkingCopy copy = create(DebugIds.DEMO_TYPE, Messages.Launches_Demo);
                LaunchSettings.setDemo(copy, DemoOptions.DEFAULT);
                configuration = copy.doSave();
            }
            DebugUITools.launch(configuration, ILaunchManager.DEBUG_MODE);
        } catch (CoreException e) {
            report(e);
        }
    }

    /** Shows a failure to the user, once. */
    public static void report(CoreException failure) {
        StatusManager.getManager().handle(failure.getStatus(), StatusManager.SHOW | StatusManager.LOG);
    }

    /** A configuration whose guest is not attached: that of the last one attached to, else the first there is. */
    private static Optional<ILaunchConfiguration> free() throws CoreException {
        List<ILaunchConfiguration> free = new ArrayList<>();
        for (ILaunchConfiguration each : all(DebugIds.ATTACH_TYPE)) {
            if (!ZpciDebugTarget.isAttached(LaunchSettings.addressText(each))) {
                free.add(each);
            }
        }
        free.sort(Comparator.comparing(ILaunchConfiguration::getName));
        for (String address : Preferences.recentAddresses()) {
            for (ILaunchConfiguration each : free) {
                if (LaunchSettings.addressText(each).equals(address)) {
                    return Optional.of(each);
                }
            }
        }
        return free.stream().findFirst();
    }

    private static ILaunchConfigurationWorkingCopy createAttach() throws CoreException {
        ILaunchConfigurationWorkingCopy copy = create(DebugIds.ATTACH_TYPE, DebugIds.ATTACH_TYPE);
        ConfigurationName.begin(copy);
        return copy;
    }

    private static Optional<ILaunchConfiguration> first(String type) throws CoreException {
        return Arrays.stream(all(type)).min(Comparator.comparing(ILaunchConfiguration::getName));
    }

    private static ILaunchConfiguration[] all(String type) throws CoreException {
        return manager().getLaunchConfigurations(manager().getLaunchConfigurationType(type));
    }

    private static ILaunchConfigurationWorkingCopy create(String typeId, String name) throws CoreException {
        ILaunchConfigurationType type = manager().getLaunchConfigurationType(typeId);
        return type.newInstance(null, manager().generateLaunchConfigurationName(name));
    }

    private static ILaunchManager manager() {
        return DebugPlugin.getDefault().getLaunchManager();
    }
}
