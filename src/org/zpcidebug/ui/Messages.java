package org.zpcidebug.ui;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.ui.messages"; //$NON-NLS-1$

    static String AttachAtStart_Report;
    static String GuestPresentation_Disconnected;
    static String GuestPresentation_Terminated;
    static String Launches_Demo;
    static String Launches_Guest;
    static String Preferences_Attach;
    static String Preferences_Command;
    static String Preferences_Description;
    static String Preferences_Fast;
    static String Preferences_Manual;
    static String Preferences_Medium;
    static String Preferences_Qemu;
    static String Preferences_Refresh;
    static String Preferences_Slow;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
