package org.zpcidebug.zpci;

/**
 * The controls byte of a function information block, as STPCIFC stores it.
 *
 * @param bits the byte
 */
public record FunctionControls(int bits) {

    private static final int ENABLED = 0x80;
    private static final int ERROR = 0x40;
    private static final int BLOCKED = 0x20;
    private static final int DMA = 0x10;

    /** Whether the function is enabled. */
    public boolean isEnabled() {
        return (bits & ENABLED) != 0;
    }

    /** Whether the function is in error. */
    public boolean isInError() {
        return (bits & ERROR) != 0;
    }

    /** Whether loads and stores are blocked. */
    public boolean isBlocked() {
        return (bits & BLOCKED) != 0;
    }

    /** Whether a DMA address space is registered. */
    public boolean isDmaRegistered() {
        return (bits & DMA) != 0;
    }
}
