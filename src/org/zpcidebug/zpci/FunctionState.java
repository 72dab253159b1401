package org.zpcidebug.zpci;

/** The state of a function in the hypervisor; the order is that of QEMU's numbers, which no query shows. */
public enum FunctionState {
    /** Known by its zpci object, without a PCI device. */
    RESERVED,
    /** Present, and not given to the guest. */
    STANDBY,
    /** Configured, and not enabled. */
    DISABLED,
    /** Enabled and working. */
    ENABLED,
    /** Recovering: loads and stores work, DMA and interrupts are dropped. */
    BLOCKED,
    /** In error: loads and stores fail, DMA and interrupts are dropped. */
    ERROR,
    /** Broken for good. */
    PERMANENT_ERROR;

    /** Whether the guest may use the function. */
    public boolean isConfigured() {
        return compareTo(DISABLED) >= 0;
    }
}
