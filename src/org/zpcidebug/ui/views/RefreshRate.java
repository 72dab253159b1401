package org.zpcidebug.ui.views;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.zpcidebug.debug.DebugIds;
import org.zpcidebug.debug.Preferences;

/** How often a view is refreshed; one choice for all views, kept as a preference. */
public enum RefreshRate {
    /** Only when the user asks. */
    MANUAL(0, Messages.Rate_Manual),
    /** Once a second. */
    SLOW(1, Messages.Rate_Slow),
    /** Twice a second. */
    MEDIUM(2, Messages.Rate_Medium),
    /** Five times a second. */
    FAST(5, Messages.Rate_Fast);

    private final int hertz;
    private final String label;

    RefreshRate(int hertz, String label) {
        this.hertz = hertz;
        this.label = label;
    }

    /** Samples a second; 0 for none. */
    public int hertz() {
        return hertz;
    }

    /** What the user reads. */
    public String label() {
        return label;
    }

    /** The user's choice; a number that is no rate of ours counts as the next slower one. */
    public static RefreshRate chosen() {
        int wanted = Preferences.refreshHertz();
        RefreshRate found = MANUAL;
        for (RefreshRate rate : values()) {
            if (rate.hertz <= wanted) {
                found = rate;
            }
        }
        return found;
    }

    /** Makes this the user's choice. */
    void choose() {
        InstanceScope.INSTANCE.getNode(DebugIds.PLUGIN).putInt(Preferences.REFRESH_HERTZ, hertz);
    }
}
