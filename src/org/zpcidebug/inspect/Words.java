package org.zpcidebug.inspect;

import org.zpcidebug.Text;

/** How numbers are told to a person, everywhere the same. */
@SuppressWarnings("nls")
public final class Words {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Words() {}

    /** An address or id as lower-case hex digits after 0x, without leading zeros; the number is unsigned. */
    public static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    /** A 16-bit id as 0x and four hex digits, as PCI ids are written. */
    public static String hex16(int number) {
        return String.format("0x%04x", number & 0xffff);
    }

    /** A size in the largest unit of 1024 that keeps it whole, for instance {@code 512 MiB} or {@code 1536 KiB}. */
    public static String bytes(long bytes) {
        int unit = 0;
        long size = bytes;
        while (size >= 1024 && size % 1024 == 0 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return size + " " + UNITS[unit];
    }

    /** A message of this package. */
    static String of(String key, Object... arguments) {
        return Text.of(Words.class, key, arguments);
    }
}
