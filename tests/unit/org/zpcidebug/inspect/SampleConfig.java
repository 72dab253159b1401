package org.zpcidebug.inspect;

/** Configuration spaces made by hand. */
final class SampleConfig {

    private static final int BYTES = 0x100;

    private SampleConfig() {}

    /** One of a virtio block device: vendor specific at 0x40, MSI-X with 3 vectors at 0x98. */
    static byte[] virtio() {
        byte[] bytes = plain();
        put(bytes, 0x34, 0x40);
        put(bytes, 0x40, 0x09, 0x98, 0x14, 0x05);
        put(bytes, 0x98, 0x11, 0x00, 0x02, 0x80, 0x01, 0, 0, 0, 0x01, 0x08, 0, 0);
        return bytes;
    }

    /** One without capabilities. */
    static byte[] plain() {
        byte[] bytes = new byte[BYTES];
        put(bytes, 0, 0xf4, 0x1a, 0x42, 0x10, 0x06, 0x04, 0x10, 0x00, 0x01, 0, 0, 0x01);
        return bytes;
    }

    private static void put(byte[] bytes, int offset, int... values) {
        for (int i = 0; i < values.length; i++) {
            bytes[offset + i] = (byte) values[i];
        }
    }
}
