package org.zpcidebug.ui.functions;

import org.zpcidebug.inspect.Source;

/** Where values come from, in words. */
public final class Sources {

    private Sources() {}

    /** A sentence on a source. */
    static String words(Source source) {
        return switch (source) {
            case HYPERVISOR -> Messages.Source_Hypervisor;
            case GUEST -> Messages.Source_Guest;
            case TRACE -> Messages.Source_Trace;
            case PROBE -> Messages.Source_Probe;
        };
    }

    /** A word for a source. */
    public static String name(Source source) {
        return switch (source) {
            case HYPERVISOR -> Messages.Source_HypervisorName;
            case GUEST -> Messages.Source_GuestName;
            case TRACE -> Messages.Source_TraceName;
            case PROBE -> Messages.Source_ProbeName;
        };
    }
}
