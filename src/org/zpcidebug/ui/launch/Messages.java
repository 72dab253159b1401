package org.zpcidebug.ui.launch;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.ui.launch.messages"; //$NON-NLS-1$

    public static String Address_BadHost;
    public static String Address_BadPort;
    public static String Address_Browse;
    public static String Address_BrowseTitle;
    public static String Address_Group;
    public static String Address_Host;
    public static String Address_HostHint;
    public static String Address_NoHost;
    public static String Address_NoPort;
    public static String Address_Path;
    public static String Address_PathHint;
    public static String Address_Port;
    public static String Address_Tcp;
    public static String Address_Unix;
    public static String Connection_Find;
    public static String Connection_Hint;
    public static String Connection_Recent;
    public static String Connection_Result;
    public static String Connection_Tab;
    public static String Connection_Test;
    public static String Demo_Block;
    public static String Demo_Functions;
    public static String Demo_Further;
    public static String Demo_FurtherHint;
    public static String Demo_FurtherName;
    public static String Demo_Guest;
    public static String Demo_Hint;
    public static String Demo_Mappings;
    public static String Demo_MappingsUnit;
    public static String Demo_Memory;
    public static String Demo_MemoryUnit;
    public static String Demo_Network;
    public static String Demo_Random;
    public static String Demo_Rate;
    public static String Demo_RateUnit;
    public static String Demo_Tab;
    public static String Find_Again;
    public static String Find_Attached;
    public static String Find_Choose;
    public static String Find_Guest;
    public static String Find_Heading;
    public static String Find_Machine;
    public static String Find_Monitor;
    public static String Find_Name;
    public static String Find_NoMonitor;
    public static String Find_NoMonitorHint;
    public static String Find_Nothing;
    public static String Find_Process;
    public static String Find_Searching;
    public static String Find_Status;
    public static String Find_Title;
    public static String Find_Unnamed;
    public static String Find_Usable;
    public static String Gdb_Address;
    public static String Gdb_Group;
    public static String Gdb_Hint;
    public static String Gdb_Problem;
    public static String Gdb_ToolTip;
    public static String Kernel_BrowseTitle;
    public static String Kernel_Group;
    public static String Kernel_Hint;
    public static String Kernel_SystemMap;
    public static String Kernel_SystemMapBrowse;
    public static String Kernel_Tab;
    public static String Kernel_Vmlinux;
    public static String Kernel_VmlinuxBrowse;
    public static String Test_Cancelled;
    public static String Test_Functions;
    public static String Test_OneFunction;
    public static String Test_Success;
    public static String Test_Task;
    public static String Test_Unknown;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
