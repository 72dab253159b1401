package org.zpcidebug.intercept;

import org.zpcidebug.Text;

/**
 * Words of a BAR that a user has named. Reading a register of a device can change the device, so that nobody else names
 * any.
 *
 * @param fid whose, unsigned 32 bit
 * @param bar which, 0..5
 * @param offset of the first byte, a multiple of 4
 * @param length in bytes, a multiple of 4
 */
@SuppressWarnings("nls")
public record BarRange(long fid, int bar, long offset, int length) {

    /** A word is loaded as a whole. */
    public static final int WORD = Integer.BYTES;

    /** What can be named at once. */
    public static final int MOST_BYTES = 4096;

    private static final int BARS = 6;
    private static final int PARTS = 4;

    /** Refuses what makes no sense with an {@link IllegalArgumentException} whose message is for the user. */
    public BarRange {
        if (bar < 0 || bar >= BARS) {
            throw refused("bar.number", Integer.toString(bar));
        }
        if (offset < 0 || offset % WORD != 0) {
            throw refused("bar.offset", "0x" + Long.toHexString(offset));
        }
        if (length <= 0 || length > MOST_BYTES || length % WORD != 0) {
            throw refused("bar.length", Integer.toString(length), Integer.toString(MOST_BYTES));
        }
    }

    /**
     * Reads {@code FID:BAR:OFFSET:LENGTH}, numbers in decimal or with 0x.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static BarRange parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != PARTS) {
            throw refused("bar.form", text);
        }
        try {
            return of(Long.decode(parts[0]), parts[1], parts[2], parts[3]);
        } catch (NumberFormatException e) {
            throw refused("bar.form", text);
        }
    }

    /**
     * A range whose numbers somebody has typed.
     *
     * @throws NumberFormatException when one is none
     * @throws IllegalArgumentException with a message for the user
     */
    public static BarRange of(long fid, String bar, String offset, String length) {
        return new BarRange(
                fid, Integer.decode(bar.strip()), Long.decode(offset.strip()), Integer.decode(length.strip()));
    }

    private static IllegalArgumentException refused(String key, Object... arguments) {
        return new IllegalArgumentException(Text.of(BarRange.class, key, arguments));
    }
}
