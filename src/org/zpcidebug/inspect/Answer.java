package org.zpcidebug.inspect;

import org.zpcidebug.hypervisor.MonitorException;

/**
 * The reply to one command, or QEMU's refusal. A link that failed is no answer.
 *
 * @param value the reply, null when it was refused
 * @param refusal why there is no reply, null when there is one
 */
@SuppressWarnings("nls")
record Answer<T>(T value, MonitorException refusal) {

    boolean isKnown() {
        return refusal == null;
    }

    /** Whether QEMU has no such object (any more). */
    boolean isNotFound() {
        return hasErrorClass("DeviceNotFound");
    }

    /** Whether there is no such device in this guest. */
    boolean isNotActive() {
        return hasErrorClass("DeviceNotActive");
    }

    /** Whether this QEMU does not have the command at all. */
    boolean isUnsupported() {
        return hasErrorClass("CommandNotFound");
    }

    Value<T> toValue() {
        return isKnown() ? Value.hypervisor(value) : Value.unknown(refusal.getMessage());
    }

    private boolean hasErrorClass(String name) {
        return refusal instanceof MonitorException.Failed failed
                && failed.errorClass().equals(name);
    }
}
