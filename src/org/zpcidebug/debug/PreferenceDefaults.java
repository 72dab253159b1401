package org.zpcidebug.debug;

import org.eclipse.core.runtime.preferences.AbstractPreferenceInitializer;
import org.eclipse.core.runtime.preferences.DefaultScope;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;

/** Sets the defaults of {@link Preferences}; called by Eclipse. */
public final class PreferenceDefaults extends AbstractPreferenceInitializer {

    /** Sets the defaults. */
    @Override
    public void initializeDefaultPreferences() {
        IEclipsePreferences node = DefaultScope.INSTANCE.getNode(DebugIds.PLUGIN);
        node.putInt(Preferences.REFRESH_HERTZ, Preferences.DEFAULT_HERTZ);
        node.putInt(Preferences.ATTACH_SECONDS, Preferences.DEFAULT_ATTACH_SECONDS);
        node.putInt(Preferences.COMMAND_SECONDS, Preferences.DEFAULT_COMMAND_SECONDS);
        node.putInt(Preferences.MOST_MAPPINGS, Preferences.DEFAULT_MOST_MAPPINGS);
        node.putInt(Preferences.INTERCEPT_ROWS, Preferences.DEFAULT_INTERCEPT_ROWS);
        node.putBoolean(Preferences.PAUSE_AGREED, false);
        node.put(Preferences.QEMU_PATH, ""); //$NON-NLS-1$
    }
}
