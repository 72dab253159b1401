package org.zpcidebug.ui;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.ui.messages"; //$NON-NLS-1$

    public static String AttachAtStart_Report;
    public static String BreakpointText_Hit;
    public static String BreakpointText_Hits;
    public static String BreakpointText_Problem;
    public static String GuestPresentation_Detail;
    public static String GuestPresentation_Disconnected;
    public static String GuestPresentation_Terminated;
    public static String GuestPresentation_Thread;
    public static String Launches_Demo;
    public static String Preferences_Attach;
    public static String Preferences_Command;
    public static String Preferences_Demo;
    public static String Preferences_Description;
    public static String Preferences_Fast;
    public static String Preferences_InterceptRows;
    public static String Preferences_Intercepts;
    public static String Preferences_Manual;
    public static String Preferences_Mappings;
    public static String Preferences_Medium;
    public static String Preferences_PauseAgreed;
    public static String Preferences_Qemu;
    public static String Preferences_QemuHint;
    public static String Preferences_Refresh;
    public static String Preferences_Slow;
    public static String Preferences_Views;
    public static String Preferences_Waits;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
