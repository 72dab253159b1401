package org.zpcidebug.ui.translation;

import org.zpcidebug.inspect.Words;

/** Sizes and numbers for people. */
final class Sizes {

    private static final int UNIT = 1024;
    private static final String UNITS = "KMGTPE"; //$NON-NLS-1$

    private Sizes() {}

    /** A size in the largest unit of which there is one, with a digit behind the point; 0 stands for all 2^64 bytes. */
    static String words(long bytes) {
        if (bytes == 0) {
            return Messages.Size_All;
        }
        int unit = -1;
        long one = 1;
        for (long rest = bytes; rest >= UNIT; rest /= UNIT) {
            one *= UNIT;
            unit++;
        }
        return bytes % one == 0 ? Words.bytes(bytes) : rounded((double) bytes / one, UNITS.charAt(unit));
    }

    private static String rounded(double size, char unit) {
        return String.format("%.1f %siB", size, unit); //$NON-NLS-1$
    }

    /** A number with the digits grouped as the user is used to. */
    static String count(long number) {
        return String.format("%,d", number); //$NON-NLS-1$
    }
}
