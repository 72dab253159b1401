package org.zpcidebug.ui.functions;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.ui.functions.messages"; //$NON-NLS-1$

    static String Action_Columns;
    static String Action_Connect;
    static String Action_Copy;
    static String Action_CopyJson;
    static String Action_Demo;
    static String Action_Details;
    static String Action_Filter;
    static String Action_Reconnect;
    static String Action_Refresh;
    static String Action_SelectAll;
    static String Cell_Unknown;
    static String ColumnDialog_All;
    static String ColumnDialog_Columns;
    static String ColumnDialog_Description;
    static String ColumnDialog_Down;
    static String ColumnDialog_Name;
    static String ColumnDialog_Standard;
    static String ColumnDialog_Title;
    static String ColumnDialog_Up;
    static String Columns_Direct;
    static String Columns_Dma;
    static String Columns_Forwarding;
    static String Columns_Interpreted;
    static String Columns_Names;
    static String Columns_No;
    static String Columns_NoName;
    static String Columns_NotRegistered;
    static String Columns_PciIds;
    static String Columns_Registered;
    static String Columns_Yes;
    static String Details_Explain;
    static String Details_Field;
    static String Details_Hint;
    static String Details_Meaning;
    static String Details_Name;
    static String Details_None;
    static String Details_Source;
    static String Details_Title;
    static String Details_TitleWithTarget;
    static String Details_Unknown;
    static String Details_Value;
    static String Filter_Hint;
    static String Filter_Name;
    static String Filter_ToolTip;
    static String FunctionTable_Name;
    static String Header_Connecting;
    static String Header_Guest;
    static String Header_Kvm;
    static String Header_Lost;
    static String Header_NoAccelerator;
    static String Header_NoSnapshot;
    static String Header_NoStatus;
    static String Header_Reconnect;
    static String Header_ReconnectHint;
    static String Header_Silent;
    static String Header_Stale;
    static String Header_StateClosed;
    static String Header_StateConnecting;
    static String Header_StateLost;
    static String Header_StateSilent;
    static String Header_Tcg;
    static String Header_Updated;
    static String NoFunctions_Explain;
    static String NoFunctions_Heading;
    static String NoFunctions_NotYet;
    static String Rate;
    static String Rate_Fast;
    static String Rate_Manual;
    static String Rate_Medium;
    static String Rate_Slow;
    static String Rate_ToolTip;
    static String Source_Guest;
    static String Source_GuestName;
    static String Source_Hypervisor;
    static String Source_HypervisorName;
    static String Source_Probe;
    static String Source_ProbeName;
    static String Source_Trace;
    static String Source_TraceName;
    static String Welcome_Connect;
    static String Welcome_ConnectHint;
    static String Welcome_Demo;
    static String Welcome_DemoHint;
    static String Welcome_Explain;
    static String Welcome_Find;
    static String Welcome_FindHint;
    static String Welcome_Heading;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
