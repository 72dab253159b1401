package org.zpcidebug.ui.functions;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.ui.functions.messages"; //$NON-NLS-1$

    public static String Action_Columns;
    public static String Action_CopyJson;
    public static String Action_Details;
    public static String Action_Probe;
    public static String Cell_Unknown;
    public static String ColumnDialog_All;
    public static String ColumnDialog_Columns;
    public static String ColumnDialog_Description;
    public static String ColumnDialog_Down;
    public static String ColumnDialog_Name;
    public static String ColumnDialog_Standard;
    public static String ColumnDialog_Title;
    public static String ColumnDialog_Up;
    public static String Columns_Direct;
    public static String Columns_Dma;
    public static String Columns_Error;
    public static String Columns_Errors;
    public static String Columns_Forwarding;
    public static String Columns_Interpreted;
    public static String Columns_Mapped;
    public static String Columns_Names;
    public static String Columns_No;
    public static String Columns_NoName;
    public static String Columns_NotRegistered;
    public static String Columns_Note;
    public static String Columns_Notes;
    public static String Columns_PciIds;
    public static String Columns_Registered;
    public static String Columns_Warning;
    public static String Columns_Warnings;
    public static String Columns_Yes;
    public static String Config_Bar;
    public static String Config_Bytes;
    public static String Config_Field;
    public static String Config_Name;
    public static String Config_Named;
    public static String Config_NotProbed;
    public static String Config_Offset;
    public static String Config_ReadBar;
    public static String Config_ReadBarHint;
    public static String Config_Title;
    public static String Config_Unreadable;
    public static String Config_Value;
    public static String Config_Word;
    public static String Details_Explain;
    public static String Details_Field;
    public static String Details_FirstOf;
    public static String Details_Hint;
    public static String Details_Meaning;
    public static String Details_Name;
    public static String Details_None;
    public static String Details_Source;
    public static String Details_Title;
    public static String Details_TitleWithTarget;
    public static String Details_Unknown;
    public static String Details_Value;
    public static String Filter_Hint;
    public static String Filter_ToolTip;
    public static String Findings_Error;
    public static String Findings_None;
    public static String Findings_Note;
    public static String Findings_Warning;
    public static String FunctionTable_Name;
    public static String NoFunctions_Explain;
    public static String NoFunctions_Heading;
    public static String NoFunctions_NotYet;
    public static String NoMatch_Clear;
    public static String NoMatch_ClearHint;
    public static String NoMatch_Explain;
    public static String NoMatch_Heading;
    public static String Source_Guest;
    public static String Source_GuestName;
    public static String Source_Hypervisor;
    public static String Source_HypervisorName;
    public static String Source_Probe;
    public static String Source_ProbeName;
    public static String Source_Trace;
    public static String Source_TraceName;
    public static String Tab_Config;
    public static String Tab_Fields;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
