package org.zpcidebug.ui.launch;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.ui.launch.messages"; //$NON-NLS-1$

    static String Address_Browse;
    static String Address_BrowseTitle;
    static String Address_Group;
    static String Address_Host;
    static String Address_HostHint;
    static String Address_Path;
    static String Address_PathHint;
    static String Address_Port;
    static String Address_Tcp;
    static String Address_Unix;
    static String Connection_Find;
    static String Connection_Hint;
    static String Connection_Recent;
    static String Connection_Result;
    static String Connection_Tab;
    static String Connection_Test;
    static String Demo_Block;
    static String Demo_Functions;
    static String Demo_Further;
    static String Demo_FurtherHint;
    static String Demo_FurtherName;
    static String Demo_Guest;
    static String Demo_Hint;
    static String Demo_Mappings;
    static String Demo_MappingsUnit;
    static String Demo_Memory;
    static String Demo_MemoryUnit;
    static String Demo_Network;
    static String Demo_Random;
    static String Demo_Rate;
    static String Demo_RateUnit;
    static String Demo_Tab;
    static String Test_Cancelled;
    static String Test_Functions;
    static String Test_OneFunction;
    static String Test_Success;
    static String Test_Task;
    static String Test_Unknown;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
