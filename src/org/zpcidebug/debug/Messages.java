package org.zpcidebug.debug;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.debug.messages"; //$NON-NLS-1$

    static String AttachDelegate_Attaching;
    static String DemoDelegate_Starting;
    static String DemoFiles_NoGuest;
    static String DemoGuest_Ended;
    static String DemoGuest_Files;
    static String DemoGuest_Label;
    static String DemoGuest_Slow;
    static String DemoGuest_Starting;
    static String LaunchSettings_NoAddress;
    static String QemuProgram_Install;
    static String QemuProgram_NotExecutable;
    static String QemuProgram_NotFound;
    static String SessionOpener_Connecting;
    static String SessionOpener_Timeout;
    static String TargetName;
    static String TargetName_Closed;
    static String TargetName_Connecting;
    static String TargetName_Guest;
    static String TargetName_Lost;
    static String TargetName_Silent;
    static String TargetName_Unknown;
    static String ZpciDebugTarget_NoMemory;
    static String ZpciDebugTarget_NotOurs;
    static String ZpciDebugTarget_OnlyLooks;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
