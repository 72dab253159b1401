package org.zpcidebug.zpci;

import java.util.Arrays;
import java.util.Optional;
import org.zpcidebug.Text;

/**
 * The codes (PEC) of PCI error events, with which a function goes into the error state. The numbers are those of QEMU
 * (s390-pci-bus.h, 7.2 to 10.2); which it ever raises is said with each.
 */
@SuppressWarnings("nls")
public enum ErrorEvent {
    /** RPCIT while no tables are registered. */
    INVALID_ADDRESS_SPACE(0x01, true),
    /** RPCIT wholly outside of the DMA window, or DMA outside of it. */
    OUT_OF_RANGE(0x02, true),
    /** Not raised by QEMU. */
    INVALID_FORMAT(0x03, false),
    /** DMA without the permission: not mapped, not refreshed, or a write to a read-only page. */
    PROTECTION(0x04, true),
    /** Not raised by QEMU. */
    ACCESS_LIST(0x05, false),
    /** Not raised by QEMU. */
    KEY(0x06, false),
    /** RPCIT found an entry of zeros. */
    INVALID_ENTRY(0x07, true),
    /** RPCIT found a region entry whose table is not whole. */
    INVALID_LENGTH(0x08, true),
    /** RPCIT found an entry of another table, or one that leads to absolute address 0. */
    TABLE_TYPE(0x09, true),
    /** Not raised by QEMU. */
    INVALID_MSI(0x0a, false),
    /** Not raised by QEMU. */
    SYSTEM_ERROR(0x0b, false),
    /** Not raised by QEMU. */
    NO_MSI(0x10, false),
    /** Not raised by QEMU. */
    INVALID_VECTOR(0x11, false),
    /** Not raised by QEMU. */
    BIT_VECTOR(0x12, false),
    /** The indicators cannot be reached; the event names no function. */
    INDICATOR(0x13, true),
    /** The measurement block cannot be written. */
    MEASUREMENT_ADDRESS(0x2a, true),
    /** Not raised by QEMU. */
    MEASUREMENT_UPDATE(0x2b, false),
    /** The measurement block has a storage key. */
    MEASUREMENT_PROTECTION(0x2c, true),
    /** Not raised by QEMU. */
    CONFIGURATION(0x30, false),
    /** Not raised by QEMU. */
    SERVICE_ACTION(0x3a, false),
    /** Not raised by QEMU; Linux gives the function up. */
    PERMANENT(0x3b, false);

    private final int code;
    private final boolean isRaised;

    ErrorEvent(int code, boolean isRaised) {
        this.code = code;
        this.isRaised = isRaised;
    }

    /** The event with that code, empty when none is known. */
    public static Optional<ErrorEvent> of(int code) {
        return Arrays.stream(values()).filter(event -> event.code == code).findFirst();
    }

    /** The event code. */
    public int code() {
        return code;
    }

    /** Whether QEMU raises it at all. */
    public boolean isRaisedByQemu() {
        return isRaised;
    }

    /** What it means, in words. */
    public String words() {
        return Text.of(ErrorEvent.class, "event." + name());
    }
}
