package org.zpcidebug.ui.breakpoints;

import org.eclipse.osgi.util.NLS;

/** The texts of this package. */
final class Messages extends NLS {

    private static final String BUNDLE = "org.zpcidebug.ui.breakpoints.messages"; //$NON-NLS-1$

    public static String Dialog_Add;
    public static String Dialog_Message;
    public static String Dialog_Title;
    public static String Dialog_Window;
    public static String Field_Label;
    public static String Field_address;
    public static String Field_block;
    public static String Field_bytes;
    public static String Field_caller;
    public static String Field_cc;
    public static String Field_command;
    public static String Field_control;
    public static String Field_cpu;
    public static String Field_data;
    public static String Field_dmaSpace;
    public static String Field_fid;
    public static String Field_function;
    public static String Field_handle;
    public static String Field_instruction;
    public static String Field_iova;
    public static String Field_iovaEnd;
    public static String Field_isc;
    public static String Field_length;
    public static String Field_offset;
    public static String Field_offsetEnd;
    public static String Field_operation;
    public static String Field_response;
    public static String Field_site;
    public static String Field_space;
    public static String Field_status;
    public static String Field_symbol;
    public static String Form_Action;
    public static String Form_AnyFunction;
    public static String Form_Condition;
    public static String Form_ConditionHint;
    public static String Form_ConditionToolTip;
    public static String Form_Count;
    public static String Form_CountToolTip;
    public static String Form_Enabled;
    public static String Form_Function;
    public static String Form_FunctionLabel;
    public static String Form_FunctionToolTip;
    public static String Form_Help;
    public static String Form_Ignore;
    public static String Form_IgnoreUnit;
    public static String Form_Instructions;
    public static String Form_Log;
    public static String Form_LogToolTip;
    public static String Form_NoFid;
    public static String Form_Suspend;
    public static String Form_SuspendToolTip;
    public static String Form_Template;
    public static String Form_TemplateHint;
    public static String Form_TemplateToolTip;
    public static String Instruction_CLP;
    public static String Instruction_MPCIFC;
    public static String Instruction_PCILG;
    public static String Instruction_PCILGI;
    public static String Instruction_PCISTB;
    public static String Instruction_PCISTBI;
    public static String Instruction_PCISTG;
    public static String Instruction_PCISTGI;
    public static String Instruction_PCIWB;
    public static String Instruction_RPCIT;
    public static String Instruction_SIC;
    public static String Instruction_STPCIFC;
    public static String Pane_Description;
    public static String Pane_Name;
    public static String Toggle_Any;
    public static String Toggle_Some;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
