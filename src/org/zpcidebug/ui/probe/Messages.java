package org.zpcidebug.ui.probe;

import org.eclipse.osgi.util.NLS;

/** User-visible text of this package. */
final class Messages extends NLS {

    public static String Bar_Bar;
    public static String Bar_Choice;
    public static String Bar_Length;
    public static String Bar_NoNumber;
    public static String Bar_None;
    public static String Bar_Offset;
    public static String Bar_Read;
    public static String Bar_Title;
    public static String Bar_TooFar;
    public static String Bar_Warning;
    public static String Bar_Window;
    public static String Probe_Confirm;
    public static String Probe_DoNotAsk;
    public static String Probe_Job;
    public static String Probe_Title;

    static {
        NLS.initializeMessages("org.zpcidebug.ui.probe.messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {}
}
