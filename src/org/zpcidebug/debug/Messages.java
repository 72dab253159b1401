package org.zpcidebug.debug;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.debug.messages"; //$NON-NLS-1$

    public static String AttachDelegate_Already;
    public static String AttachDelegate_Attaching;
    public static String ConfigurationName_New;
    public static String DemoDelegate_Starting;
    public static String DemoFiles_NoGuest;
    public static String DemoGuest_Ended;
    public static String DemoGuest_Files;
    public static String DemoGuest_Label;
    public static String DemoGuest_Slow;
    public static String DemoGuest_Starting;
    public static String GuestName_At;
    public static String LaunchSettings_NoAddress;
    public static String LaunchSettings_NoPath;
    public static String LaunchSettings_Relative;
    public static String QemuProgram_Install;
    public static String QemuProgram_NotExecutable;
    public static String QemuProgram_NotFound;
    public static String SessionOpener_Connecting;
    public static String SessionOpener_Timeout;
    public static String TargetName;
    public static String TargetName_Connecting;
    public static String TargetName_Lost;
    public static String TargetName_Silent;
    public static String TargetName_Unknown;
    public static String ZpciDebugTarget_NoMemory;
    public static String ZpciDebugTarget_NotOurs;
    public static String ZpciDebugTarget_OnlyLooks;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
