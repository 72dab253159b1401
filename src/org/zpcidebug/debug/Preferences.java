package org.zpcidebug.debug;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;
import org.zpcidebug.hypervisor.MonitorAddress;

/** The plugin's preferences: keys, defaults and bounds. */
public final class Preferences {

    /** How often the views refresh, in samples a second; 0 is only on request. */
    public static final String REFRESH_HERTZ = "refreshHertz"; //$NON-NLS-1$

    /** How long attaching may take as a whole, in seconds. */
    public static final String ATTACH_SECONDS = "attachSeconds"; //$NON-NLS-1$

    /** How long QEMU may take to answer a command, in seconds. */
    public static final String COMMAND_SECONDS = "commandSeconds"; //$NON-NLS-1$

    /** Where {@code qemu-system-s390x} is; empty to search the PATH. */
    public static final String QEMU_PATH = "qemuPath"; //$NON-NLS-1$

    /** How many mappings of a function are listed at most. */
    public static final String MOST_MAPPINGS = "mostMappings"; //$NON-NLS-1$

    /** Whether guests may be stopped without a question. */
    public static final String PAUSE_AGREED = "pauseAgreed"; //$NON-NLS-1$

    /** How many rows the Intercepts view keeps. */
    public static final String INTERCEPT_ROWS = "interceptRows"; //$NON-NLS-1$

    /** The default of {@link #INTERCEPT_ROWS}. */
    public static final int DEFAULT_INTERCEPT_ROWS = 100_000;

    /** The most rows that can be kept. */
    public static final int MOST_INTERCEPT_ROWS = 1_000_000;

    /** The default of {@link #REFRESH_HERTZ}. */
    public static final int DEFAULT_HERTZ = 1;

    /** The default of {@link #ATTACH_SECONDS}. */
    public static final int DEFAULT_ATTACH_SECONDS = 10;

    /** The default of {@link #COMMAND_SECONDS}. */
    public static final int DEFAULT_COMMAND_SECONDS = 5;

    /** The default of {@link #MOST_MAPPINGS}: a page each for 4 GiB. */
    public static final int DEFAULT_MOST_MAPPINGS = 1 << 20;

    /** The largest bound on mappings that can be set; each takes at most 16 bytes. */
    public static final int LARGEST_MOST_MAPPINGS = 1 << 26;

    /** The longest deadline that can be set, in seconds. */
    public static final int MAX_SECONDS = 120;

    private static final String RECENT = "recentAddresses"; //$NON-NLS-1$
    private static final String SEPARATOR = "\n"; //$NON-NLS-1$
    private static final int RECENT_MAX = 10;

    private Preferences() {}

    /** Samples a second, 0 for none but on request. */
    public static int refreshHertz() {
        return Math.max(0, number(REFRESH_HERTZ, DEFAULT_HERTZ));
    }

    /** Whether the user said once and for all that guests may be stopped. */
    public static boolean isPauseAgreed() {
        return Platform.getPreferencesService().getBoolean(DebugIds.PLUGIN, PAUSE_AGREED, false, null);
    }

    /** How many rows the Intercepts view keeps. */
    public static int interceptRows() {
        return Math.max(1, Math.min(MOST_INTERCEPT_ROWS, number(INTERCEPT_ROWS, DEFAULT_INTERCEPT_ROWS)));
    }

    /** The bound of a whole attach. */
    public static Duration attachDeadline() {
        return seconds(ATTACH_SECONDS, DEFAULT_ATTACH_SECONDS);
    }

    /** The bound of one command. */
    public static Duration commandDeadline() {
        return seconds(COMMAND_SECONDS, DEFAULT_COMMAND_SECONDS);
    }

    /** The user's path of QEMU, or empty text. */
    public static String qemuPath() {
        return text(QEMU_PATH).strip();
    }

    /** How many mappings of a function are listed at most. */
    public static int mostMappings() {
        return Math.max(1, Math.min(LARGEST_MOST_MAPPINGS, number(MOST_MAPPINGS, DEFAULT_MOST_MAPPINGS)));
    }

    /** The addresses attached to before, newest first. */
    public static List<String> recentAddresses() {
        return text(RECENT).lines().filter(line -> !line.isBlank()).toList();
    }

    /** Puts an address at the head of the recent ones. */
    public static synchronized void remember(MonitorAddress address) {
        List<String> recent = new ArrayList<>(recentAddresses());
        recent.remove(address.toString());
        recent.add(0, address.toString());
        IEclipsePreferences node = InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN);
        node.put(RECENT, String.join(SEPARATOR, recent.subList(0, Math.min(RECENT_MAX, recent.size()))));
        try {
            node.flush();
        } catch (BackingStoreException e) {
            // A list of addresses is a convenience: attaching does not fail for it.
            Platform.getLog(Preferences.class).warn(e.getMessage(), e);
        }
    }

    private static Duration seconds(String key, int standard) {
        return Duration.ofSeconds(Math.max(1, Math.min(MAX_SECONDS, number(key, standard))));
    }

    private static int number(String key, int standard) {
        return Platform.getPreferencesService().getInt(DebugIds.PLUGIN, key, standard, null);
    }

    private static String text(String key) {
        return Platform.getPreferencesService().getString(DebugIds.PLUGIN, key, "", null); //$NON-NLS-1$
    }
}
