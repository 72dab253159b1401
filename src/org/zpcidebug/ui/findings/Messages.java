package org.zpcidebug.ui.findings;

import org.eclipse.osgi.util.NLS;

/** User-visible text of this package. */
final class Messages extends NLS {

    public static String Action_NotChecked;
    public static String Action_Probe;
    public static String Action_Report;
    public static String Action_Reveal;
    public static String Count_Error;
    public static String Count_Errors;
    public static String Count_Note;
    public static String Count_Notes;
    public static String Count_Nothing;
    public static String Count_Warning;
    public static String Count_Warnings;
    public static String Group_Function;
    public static String Group_FunctionWithTarget;
    public static String Group_Guest;
    public static String Line_Evidence;
    public static String Line_Reference;
    public static String Line_Remedy;
    public static String Line_Title;
    public static String Line_Why;
    public static String Page_Hint;
    public static String Page_Nothing;
    public static String Page_Probe;
    public static String Page_ProbeAgain;
    public static String Page_ProbeHint;
    public static String Page_Probed;
    public static String Page_Summary;
    public static String Page_Text;
    public static String Report_NotChecked;
    public static String Severity_Error;
    public static String Severity_NotChecked;
    public static String Severity_Note;
    public static String Severity_Warning;
    public static String Tree_Finding;
    public static String Tree_Name;
    public static String Tree_NotChecked;
    public static String Tree_Seen;
    public static String Tree_Severity;

    static {
        NLS.initializeMessages("org.zpcidebug.ui.findings.messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {}
}
