package org.zpcidebug.ui.views;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.ui.views.messages"; //$NON-NLS-1$

    public static String Action_Connect;
    public static String Action_Copy;
    public static String Action_Demo;
    public static String Action_Filter;
    public static String Action_Freeze;
    public static String Action_Reconnect;
    public static String Action_Refresh;
    public static String Action_SelectAll;
    public static String Export_Csv;
    public static String Export_Failed;
    public static String Export_Job;
    public static String Export_Json;
    public static String FunctionCombo_Hint;
    public static String FunctionCombo_Name;
    public static String FunctionCombo_Target;
    public static String Header_Booting;
    public static String Header_Connecting;
    public static String Header_Debug;
    public static String Header_Guest;
    public static String Header_Kvm;
    public static String Header_Linux;
    public static String Header_Lost;
    public static String Header_NoAccelerator;
    public static String Header_NoLinux;
    public static String Header_NoSnapshot;
    public static String Header_NoStatus;
    public static String Header_Reading;
    public static String Header_Reconnect;
    public static String Header_ReconnectHint;
    public static String Header_Refusal;
    public static String Header_Silent;
    public static String Header_Stale;
    public static String Header_StateClosed;
    public static String Header_StateConnecting;
    public static String Header_StateLost;
    public static String Header_StateSilent;
    public static String Header_Tcg;
    public static String Header_Unnamed;
    public static String Header_Unreadable;
    public static String Header_Updated;
    public static String Rate;
    public static String Rate_Fast;
    public static String Rate_Manual;
    public static String Rate_Medium;
    public static String Rate_Slow;
    public static String Rate_ToolTip;
    public static String Welcome_Connect;
    public static String Welcome_ConnectHint;
    public static String Welcome_Demo;
    public static String Welcome_DemoHint;
    public static String Welcome_Explain;
    public static String Welcome_Find;
    public static String Welcome_FindHint;
    public static String Welcome_Heading;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
