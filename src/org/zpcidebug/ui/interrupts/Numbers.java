package org.zpcidebug.ui.interrupts;

import java.util.Locale;
import org.eclipse.osgi.util.NLS;

/** How counts, rates and times are told in the views of interrupts. */
final class Numbers {

    private static final double SECOND = 1e9;
    private static final int MINUTE = 60;
    private static final double WHOLE = 99.95;
    private static final double NEARLY = 0.05;

    private Numbers() {}

    /** A count with the digits of thousands apart. */
    static String count(long count) {
        return String.format("%,d", count); //$NON-NLS-1$
    }

    /** Something a second; one digit behind the point while it is small. */
    static String rate(double rate) {
        if (rate == 0) {
            return "0"; //$NON-NLS-1$
        }
        return rate < WHOLE ? String.format(Locale.ROOT, "%.1f", rate) : count(Math.round(rate)); //$NON-NLS-1$
    }

    /** With one digit behind the point unless it is whole. */
    static String plain(double number) {
        boolean isWhole = Math.abs(number - Math.round(number)) < NEARLY;
        return isWhole ? count(Math.round(number)) : String.format(Locale.ROOT, "%.1f", number); //$NON-NLS-1$
    }

    /** How long ago something was, or that it was not seen. */
    static String ago(long nanos) {
        if (nanos < 0) {
            return Messages.Ago_Never;
        }
        double seconds = nanos / SECOND;
        if (seconds < 1) {
            return Messages.Ago_Now;
        }
        return seconds < MINUTE
                ? NLS.bind(Messages.Ago_Seconds, (long) seconds)
                : NLS.bind(Messages.Ago_Minutes, (long) seconds / MINUTE, (long) seconds % MINUTE);
    }
}
