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
    public static String Form_NamesNoFunction;
    public static String Form_NoFid;
    public static String Form_Suspend;
    public static String Form_SuspendToolTip;
    public static String Form_Template;
    public static String Form_TemplateHint;
    public static String Form_TemplateToolTip;
    public static String Pane_Description;
    public static String Pane_Name;
    public static String Toggle_Any;
    public static String Toggle_One;
    public static String Toggle_Some;

    static {
        NLS.initializeMessages(BUNDLE, Messages.class);
    }

    private Messages() {}
}
