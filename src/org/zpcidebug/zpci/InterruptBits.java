package org.zpcidebug.zpci;

import org.zpcidebug.s390.BigEndian;

/**
 * A sample of a function's interrupt bits: its indicator bits and the byte with its summary bit. They flicker faster
 * than anyone can look, so a bit that was seen set says only that it was set then.
 *
 * @param registration where the bits are
 * @param indicators the bytes from {@link InterruptRegistration#vector} on, {@link #bytes} of them
 * @param summaryByte the byte at {@link InterruptRegistration#summaryByte}, 0..255
 */
@SuppressWarnings("nls")
public record InterruptBits(InterruptRegistration registration, BigEndian indicators, int summaryByte) {

    private static final int BYTE_MASK = 0xff;

    /** Checks that all bits are there. */
    public InterruptBits {
        if (indicators.length() < bytes(registration)) {
            throw new IllegalArgumentException(indicators.length() + " / " + bytes(registration));
        }
    }

    /** How many bytes hold the indicator bits of all interrupts. */
    public static int bytes(InterruptRegistration registration) {
        return (registration.vectorOffset() + registration.count() + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** Whether the bit of that interrupt, 0..NOI-1, is set: it was sent and not taken yet. */
    public boolean indicator(int interrupt) {
        int at = (int) (registration.indicatorByte(interrupt) - registration.vector());
        return (indicators.u8(at) & registration.indicatorMask(interrupt)) != 0;
    }

    /** How many interrupts have their bit set. */
    public int pending() {
        int pending = 0;
        for (int i = 0; i < registration.count(); i++) {
            pending += indicator(i) ? 1 : 0;
        }
        return pending;
    }

    /** Whether the summary bit is set. Without one, interrupts always go on to the next gate. */
    public boolean summary() {
        return registration.summary() && (summaryByte & registration.summaryMask()) != 0;
    }

    /** The bits of other functions that are set in the same byte, which QEMU before 10.2 takes for this one's. */
    public int neighbours() {
        return summaryByte & BYTE_MASK & ~registration.summaryMask();
    }
}
