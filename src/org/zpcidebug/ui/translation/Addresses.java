package org.zpcidebug.ui.translation;

import java.util.Optional;

/** Addresses as users type and read them. */
final class Addresses {

    private static final String PREFIX = "0x"; //$NON-NLS-1$
    private static final String GROUPING = "[_ ]"; //$NON-NLS-1$
    private static final String NOTHING = ""; //$NON-NLS-1$

    private static final int HEX = 16;

    private Addresses() {}

    /** The unsigned number of up to 16 hexadecimal digits, with or without 0x before them; empty when it is none. */
    static Optional<Long> parse(String text) {
        String digits = text.strip().replaceAll(GROUPING, NOTHING);
        if (digits.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            digits = digits.substring(PREFIX.length());
        }
        try {
            return digits.startsWith("+") //$NON-NLS-1$
                    ? Optional.empty()
                    : Optional.of(Long.parseUnsignedLong(digits, HEX));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** In hexadecimal. */
    static String hex(long address) {
        return PREFIX + Long.toHexString(address);
    }
}
