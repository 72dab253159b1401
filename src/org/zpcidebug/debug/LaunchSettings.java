package org.zpcidebug.debug;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.zpcidebug.hypervisor.MonitorAddress;

/** What a launch configuration holds. */
public final class LaunchSettings {

    /** The monitor's address as text, see {@link MonitorAddress#parse}. */
    public static final String ADDRESS = "org.zpcidebug.address"; //$NON-NLS-1$

    private static final String MEMORY = "org.zpcidebug.demo.memory"; //$NON-NLS-1$
    private static final String RATE = "org.zpcidebug.demo.rate"; //$NON-NLS-1$
    private static final String MAPPINGS = "org.zpcidebug.demo.mappings"; //$NON-NLS-1$
    private static final String BLOCK = "org.zpcidebug.demo.block"; //$NON-NLS-1$
    private static final String NETWORK = "org.zpcidebug.demo.network"; //$NON-NLS-1$
    private static final String RANDOM = "org.zpcidebug.demo.random"; //$NON-NLS-1$
    private static final String FURTHER = "org.zpcidebug.demo.further"; //$NON-NLS-1$

    private LaunchSettings() {}

    /** The address text of a configuration, empty when there is none yet. */
    public static String addressText(ILaunchConfiguration configuration) throws CoreException {
        return configuration.getAttribute(ADDRESS, "").strip(); //$NON-NLS-1$
    }

    /** The address of a configuration, or the failure that says what is wrong with it. */
    public static MonitorAddress address(ILaunchConfiguration configuration) throws CoreException {
        String text = addressText(configuration);
        if (text.isEmpty()) {
            throw AttachFailure.ADDRESS.exception(Messages.LaunchSettings_NoAddress, null);
        }
        try {
            return MonitorAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw AttachFailure.ADDRESS.exception(e.getMessage(), null);
        }
    }

    /** The demo guest's options. */
    public static DemoOptions demo(ILaunchConfiguration configuration) throws CoreException {
        DemoOptions standard = DemoOptions.DEFAULT;
        return new DemoOptions(
                        configuration.getAttribute(MEMORY, standard.memoryMiB()),
                        configuration.getAttribute(RATE, standard.loopsPerSecond()),
                        configuration.getAttribute(MAPPINGS, standard.mappings()),
                        configuration.getAttribute(BLOCK, standard.block()),
                        configuration.getAttribute(NETWORK, standard.network()),
                        configuration.getAttribute(RANDOM, standard.random()),
                        configuration.getAttribute(FURTHER, standard.further()))
                .bounded();
    }

    /** Writes the demo guest's options. */
    public static void setDemo(ILaunchConfigurationWorkingCopy configuration, DemoOptions options) {
        configuration.setAttribute(MEMORY, options.memoryMiB());
        configuration.setAttribute(RATE, options.loopsPerSecond());
        configuration.setAttribute(MAPPINGS, options.mappings());
        configuration.setAttribute(BLOCK, options.block());
        configuration.setAttribute(NETWORK, options.network());
        configuration.setAttribute(RANDOM, options.random());
        configuration.setAttribute(FURTHER, options.further());
    }
}
