package org.zpcidebug.debug;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchConfigurationWorkingCopy;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorOptions;
import org.zpcidebug.inspect.SessionOptions;

/** What a launch configuration holds. */
public final class LaunchSettings {

    /** The monitor's address as text, see {@link MonitorAddress#parse}. */
    public static final String ADDRESS = "org.zpcidebug.address"; //$NON-NLS-1$

    /** The path of the guest kernel's vmlinux, or empty text. */
    public static final String VMLINUX = "org.zpcidebug.vmlinux"; //$NON-NLS-1$

    /** The path of the guest kernel's System.map, or empty text. */
    public static final String SYSTEM_MAP = "org.zpcidebug.systemMap"; //$NON-NLS-1$

    /** The address of a gdb server of the guest's QEMU, written as a monitor's is, or empty text. */
    public static final String GDB_SERVER = "org.zpcidebug.gdbServer"; //$NON-NLS-1$

    private static final String UNIX = "unix:"; //$NON-NLS-1$
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

    /**
     * The address of a configuration, or the failure that says what is wrong with it. A relative path is refused: it would
     * count from the folder in which Eclipse happens to have been started.
     */
    public static MonitorAddress address(ILaunchConfiguration configuration) throws CoreException {
        String text = addressText(configuration);
        if (text.isEmpty()) {
            throw AttachFailure.ADDRESS.exception(Messages.LaunchSettings_NoAddress, null);
        }
        return parse(text);
    }

    private static MonitorAddress parse(String text) throws CoreException {
        try {
            MonitorAddress address = MonitorAddress.parse(text);
            String path = text.startsWith(UNIX) ? text.substring(UNIX.length()) : text;
            if (address instanceof MonitorAddress.Unix && !Path.of(path).isAbsolute()) {
                throw AttachFailure.ADDRESS.exception(NLS.bind(Messages.LaunchSettings_Relative, path), null);
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw AttachFailure.ADDRESS.exception(e.getMessage(), null);
        }
    }

    /** Where a gdb server of the guest's QEMU listens already; empty to have one started when it is needed. */
    public static Optional<MonitorAddress> gdbServer(ILaunchConfiguration configuration) throws CoreException {
        String text = configuration.getAttribute(GDB_SERVER, "").strip(); //$NON-NLS-1$
        return text.isEmpty() ? Optional.empty() : Optional.of(parse(text));
    }

    /**
     * A file of the guest's kernel that the user named; empty when none was.
     *
     * @param attribute {@link #VMLINUX} or {@link #SYSTEM_MAP}
     */
    public static Optional<Path> file(ILaunchConfiguration configuration, String attribute) throws CoreException {
        String text = configuration.getAttribute(attribute, "").strip(); //$NON-NLS-1$
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw AttachFailure.FILE.exception(NLS.bind(Messages.LaunchSettings_NoPath, text), e);
        }
    }

    /** The choices of a configuration for its session. */
    public static SessionOptions options(ILaunchConfiguration configuration) throws CoreException {
        return new SessionOptions(
                MonitorOptions.DEFAULT,
                file(configuration, VMLINUX),
                file(configuration, SYSTEM_MAP),
                gdbServer(configuration));
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
