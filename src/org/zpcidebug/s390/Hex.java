package org.zpcidebug.s390;

/** Numbers as the field writes them. */
@SuppressWarnings("nls")
public final class Hex {

    private Hex() {}

    /** The unsigned number in hexadecimal, for instance {@code 0xfe}. */
    public static String of(long number) {
        return "0x" + Long.toHexString(number);
    }
}
