package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zpcidebug.linux.Known;
import org.zpcidebug.zpci.ConfigSpace;

/** What loads and stores are about. */
class RegisterNamesTest {

    private static final OptionalLong FID = OptionalLong.of(0x100);

    private final RegisterNames names = new RegisterNames();

    private void loaded(long offset, int length, long value) {
        names.loaded(0x100, 15, offset, length, value);
    }

    @Test
    void namesTheHeader() {
        assertThat(names.name(FID, 15, 0)).isEqualTo("vendor ID");
        assertThat(names.name(FID, 15, 4)).isEqualTo("command");
        assertThat(names.name(FID, 15, 0x14)).isEqualTo("base address 1");
        assertThat(names.name(FID, 15, 0x12)).isEqualTo("base address 0, byte 2");
        assertThat(names.name(OptionalLong.empty(), 15, 0x48)).isEmpty();
        assertThat(names.name(FID, 2, 0x14)).isEmpty();
        assertThat(names.name(FID, 9, 0)).isEmpty();
    }

    /** As a virtio device of QEMU has it; a register holds what is little-endian in the device the other way round. */
    @Test
    void learnsCapabilitiesAndTheMsixTable() {
        loaded(0x34, 1, 0x98);
        loaded(0x98, 2, 0x1184);
        assertThat(names.name(FID, 15, 0x9a)).isEqualTo("MSI-X capability: message control");
        assertThat(names.name(FID, 1, 0x18)).isEmpty();
        loaded(0x9a, 2, 0x0280);
        loaded(0x9c, 4, 0x01000000);
        loaded(0x84, 2, 0x0970);
        assertThat(names.name(FID, 15, 0x88)).isEqualTo("vendor-specific capability, byte 4");
        assertThat(names.name(FID, 15, 0x9c)).isEqualTo("MSI-X capability: table offset");
        assertThat(names.name(FID, 1, 0x18)).isEqualTo("MSI-X entry 1: message data");
        assertThat(names.name(FID, 1, 0x2c)).isEqualTo("MSI-X entry 2: vector control");
        assertThat(names.name(FID, 1, 0x30)).isEmpty();
        assertThat(names.name(OptionalLong.of(7), 1, 0x18)).isEmpty();
    }

    @Test
    void takesOverWhatAProbeHasRead() {
        byte[] bytes = new byte[256];
        put(bytes, 0x34, 0x40);
        put(bytes, 0x40, 0x11, 0, 2, 0, 1);
        ConfigSpace space = new ConfigSpace(bytes);
        loaded(0, 4, 0xf41a4210);
        names.know(0x100, fid -> fid == 0x100 ? Optional.of(space) : Optional.empty());
        names.know(7, fid -> Optional.empty());
        assertThat(names.name(FID, 1, 0x18)).isEqualTo("MSI-X entry 1: message data");
        assertThat(names.name(OptionalLong.of(7), 1, 0x18)).isEmpty();
        // What the guest loads later is newer.
        loaded(0x44, 4, 0x02000000);
        names.know(0x100, fid -> Optional.of(space));
        assertThat(names.name(FID, 2, 0x18)).isEqualTo("MSI-X entry 1: message data");
        // And so is another probe.
        names.know(0x100, fid -> Optional.of(new ConfigSpace(bytes)));
        assertThat(names.name(FID, 2, 0x18)).isEmpty();
    }

    /** As QEMU makes them, but for a notification area of its own and vectors that take two doublewords of pending bits. */
    private static byte[] virtio() {
        byte[] bytes = new byte[256];
        put(bytes, 0, 0xf4, 0x1a, 0x42, 0x10);
        put(bytes, 9, 0, 0, 1);
        put(bytes, 0x34, 0x98);
        put(bytes, 0x98, 0x11, 0x84, 0x40, 0x80, 0x01, 0, 0, 0, 0x01, 0x08, 0, 0);
        put(bytes, 0x84, 0x09, 0x70, 0x14, 0x05);
        put(bytes, 0x70, 0x09, 0x60, 0x14, 0x02, 4, 0, 0, 0, 0, 0x30, 0, 0, 0, 0x10, 0, 0, 4);
        put(bytes, 0x60, 0x09, 0x50, 0x10, 0x04, 4, 0, 0, 0, 0, 0x20, 0, 0, 0, 0x10, 0, 0);
        put(bytes, 0x50, 0x09, 0x40, 0x10, 0x03, 4, 0, 0, 0, 0, 0x10, 0, 0, 0, 0x10, 0, 0);
        put(bytes, 0x40, 0x09, 0x00, 0x10, 0x01, 4, 0, 0, 0, 0, 0x00, 0, 0, 0, 0x10, 0, 0);
        return bytes;
    }

    private static void put(byte[] bytes, int at, int... values) {
        for (int i = 0; i < values.length; i++) {
            bytes[at + i] = (byte) values[i];
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 0x0    | virtio common configuration: device_feature_select",
                "4 | 0x14   | virtio common configuration: device_status",
                "4 | 0x16   | virtio common configuration: queue_select",
                "4 | 0x24   | virtio common configuration: queue_desc, upper half",
                "4 | 0x26   | virtio common configuration: queue_desc, upper half, byte 2",
                "4 | 0x3a   | virtio common configuration: queue_reset",
                "4 | 0x40   | ''",
                "4 | 0x1000 | virtio interrupt status",
                "4 | 0x2014 | virtio device configuration, byte 20",
                "4 | 0x3000 | virtio notification: queue_notify_off 0",
                "4 | 0x3008 | virtio notification: queue_notify_off 2",
                "4 | 0x3009 | virtio notification",
                "4 | 0x4000 | ''",
                "1 | 0x408  | MSI-X entry 64: message data",
                "1 | 0x800  | MSI-X pending bits, from vector 0",
                "1 | 0x808  | MSI-X pending bits, from vector 64",
                "1 | 0x810  | ''",
                "0 | 0x14   | ''"
            })
    void namesTheRegistersOfAVirtioDevice(long bar, String offset, String name) {
        assertThat(BarRegisters.of(Known.of(new ConfigSpace(virtio()))).name(bar, Long.decode(offset)))
                .isEqualTo(name);
        assertThat(BarRegisters.of(Known.unknown("not read")).name(bar, Long.decode(offset)))
                .isEmpty();
    }

    /** As the demo guest loads them: nobody has asked how long a structure is. */
    @Test
    void namesWhatHasAPlaceOfItsOwnInAStructureWithoutAnEnd() {
        loaded(0, 2, 0xf41a);
        loaded(0x34, 1, 0x40);
        loaded(0x40, 4, 0x09_50_10_01);
        loaded(0x44, 1, 4);
        assertThat(names.name(FID, 4, 0x14)).isEmpty();
        loaded(0x48, 4, 0);
        loaded(0x50, 4, 0x09_00_14_02);
        loaded(0x54, 1, 4);
        loaded(0x58, 4, 0x00_30_00_00);
        assertThat(names.name(FID, 4, 0x14)).isEqualTo("virtio common configuration: device_status");
        assertThat(names.name(FID, 4, 0x3000)).isEmpty();
        loaded(0x5c, 4, 0x00_10_00_00);
        assertThat(names.name(FID, 4, 0x3000)).isEqualTo("virtio notification");
        loaded(0x60, 4, 0x04_00_00_00);
        assertThat(names.name(FID, 4, 0x3004)).isEqualTo("virtio notification: queue_notify_off 1");
        // Capabilities of that number mean something else to other vendors.
        loaded(0, 2, 0x8680);
        assertThat(names.name(FID, 4, 0x14)).isEmpty();
    }

    @Test
    void namesTheRegistersOfAnNvmeController() {
        loaded(9, 3, 0x02_08_01);
        assertThat(names.name(FID, 0, 0x14)).isEqualTo("NVMe: CC (controller configuration)");
        assertThat(names.name(FID, 0, 0x2c)).isEqualTo("NVMe: ASQ (admin submission queue), upper half");
        assertThat(names.name(FID, 0, 0x100c)).isEqualTo("NVMe doorbells, byte 12");
        assertThat(names.name(FID, 0, 0x100)).isEmpty();
        assertThat(names.name(FID, 2, 0x14)).isEmpty();
        loaded(9, 3, 0x00_00_02);
        assertThat(names.name(FID, 0, 0x14)).isEmpty();
    }

    @Test
    void survivesAChainThatGoesRound() {
        loaded(0x34, 1, 0x40);
        loaded(0x40, 2, 0x0540);
        loaded(0x1000, 8, 1);
        loaded(-1, 2, 1);
        assertThat(names.name(FID, 15, 0x42)).isEqualTo("MSI capability, byte 2");
    }
}
