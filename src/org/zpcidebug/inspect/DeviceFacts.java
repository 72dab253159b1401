package org.zpcidebug.inspect;

/**
 * What the object of a PCI device in QEMU says; it does not change while the device stays plugged.
 *
 * @param path its QOM path
 * @param type its QEMU type
 * @param hostDevice the host's device behind it, empty when it is emulated
 */
record DeviceFacts(Value<String> path, Value<String> type, Value<String> hostDevice) {

    static DeviceFacts unknown(String reason) {
        return new DeviceFacts(Value.unknown(reason), Value.unknown(reason), Value.unknown(reason));
    }
}
