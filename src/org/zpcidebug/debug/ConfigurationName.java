package org.zpcidebug.debug;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.Platform;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.debug.core.ILaunchManager;

/**
 * The names of configurations that attach. One that we named is called after its guest as soon as that is known; one that
 * the user named keeps its name.
 */
public final class ConfigurationName {

    /** The name that we gave; when the configuration has another, the user gave it. */
    private static final String OURS = "org.zpcidebug.name"; //$NON-NLS-1$

    /** What makes a name unique. */
    private static final String NUMBER = " \\(\\d+\\)$"; //$NON-NLS-1$

    private ConfigurationName() {}

    /** Names a configuration whose guest is not known yet. */
    public static void begin(ILaunchConfigurationWorkingCopy configuration) {
        give(configuration, Messages.ConfigurationName_New);
    }

    /** Calls a configuration after its guest, if its name is ours. */
    static void settle(ILaunchConfiguration configuration, String guest) {
        try {
            String name = configuration.getName();
            boolean ours = name.equals(configuration.getAttribute(OURS, "")); //$NON-NLS-1$
            if (!ours || configuration.isWorkingCopy() || configuration.isReadOnly()) {
                return;
            }
            String plain = guest.replace(" /", " ").replace('/', '-').replace(':', ' '); //$NON-NLS-1$ //$NON-NLS-2$
            String wanted = manager().generateLaunchConfigurationName(plain).replaceFirst(NUMBER, ""); //$NON-NLS-1$
            if (!name.replaceFirst(NUMBER, "").equals(wanted)) { //$NON-NLS-1$
                ILaunchConfigurationWorkingCopy copy = configuration.getWorkingCopy();
                give(copy, plain);
                copy.doSave();
            }
        } catch (CoreException e) {
            // The guest is attached; under which name its configuration is kept is no reason to fail.
            Platform.getLog(ConfigurationName.class).warn(e.getMessage(), e);
        }
    }

    private static void give(ILaunchConfigurationWorkingCopy configuration, String wanted) {
        String name = manager().generateLaunchConfigurationName(wanted);
        configuration.rename(name);
        configuration.setAttribute(OURS, name);
    }

    private static ILaunchManager manager() {
        return DebugPlugin.getDefault().getLaunchManager();
    }
}
