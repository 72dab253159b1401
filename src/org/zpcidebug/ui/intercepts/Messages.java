package org.zpcidebug.ui.intercepts;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.ui.intercepts.messages"; //$NON-NLS-1$

    public static String Action_Add;
    public static String Action_Clear;
    public static String Action_Export;
    public static String Action_Function;
    public static String Action_Mapping;
    public static String Action_Next;
    public static String Cell_Caller;
    public static String Cell_Function;
    public static String Cell_Handle;
    public static String Cell_Notice;
    public static String Cell_Outcome;
    public static String Column_Caller;
    public static String Column_Cpu;
    public static String Column_Function;
    public static String Column_Instruction;
    public static String Column_Operands;
    public static String Column_Outcome;
    public static String Column_Text;
    public static String Column_Time;
    public static String Export_Title;
    public static String Filter_Hint;
    public static String Filter_ToolTip;
    public static String Next_Job;
    public static String Pause_Always;
    public static String Pause_Title;
    public static String Pause_Yes;
    public static String Repair_No;
    public static String Repair_Title;
    public static String Repair_Yes;
    public static String Status_Count;
    public static String Status_Dropped;
    public static String Status_Filtered;
    public static String Status_Interpreted;
    public static String Status_NoBreakpoints;
    public static String Status_Notice;
    public static String Status_One;
    public static String Status_Paused;
    public static String Status_Standing;
    public static String Status_Waiting;
    public static String Table_Name;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
