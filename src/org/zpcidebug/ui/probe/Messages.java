package org.zpcidebug.ui.probe;

import org.eclipse.osgi.util.NLS;

/** User-visible text of this package. */
final class Messages extends NLS {

    public static String Probe_Confirm;
    public static String Probe_DoNotAsk;
    public static String Probe_Job;
    public static String Probe_Title;

    static {
        NLS.initializeMessages("org.zpcidebug.ui.probe.messages", Messages.class); //$NON-NLS-1$
    }

    private Messages() {}
}
