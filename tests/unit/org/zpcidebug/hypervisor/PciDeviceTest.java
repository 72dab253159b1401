package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.PciDevice.Region;

/** Tests {@link PciDevice}. */
class PciDeviceTest {

    @Test
    void readsTheDevicesOfQemu72() {
        List<PciDevice> devices = Recorded.reply(PciDevice.query(), "7.2");
        assertThat(devices).extracting(PciDevice::id).containsExactly("blk0", "net0", "rng0");
        assertThat(devices.get(0))
                .isEqualTo(new PciDevice(
                        0,
                        0,
                        0,
                        "blk0",
                        0x1af4,
                        0x1042,
                        0x1af4,
                        0x1100,
                        0x0100,
                        "SCSI controller",
                        List.of(new Region(1, false, false, false, 4096), new Region(4, false, true, true, 16384)),
                        -1));
        assertThat(devices.get(2).classText()).isEmpty();
    }

    @Test
    void readsTheDevicesOfQemu10() {
        List<PciDevice> devices = Recorded.reply(PciDevice.query(), "10.0");
        assertThat(devices).hasSize(14);
        PciDevice nic = devices.get(4);
        assertThat(nic.id()).isEqualTo("e1000e0");
        assertThat(nic.regions()).contains(new Region(2, true, false, false, 32));
        PciDevice virtualFunction = devices.get(7);
        assertThat(virtualFunction.id()).isEqualTo("auto_00:15.2");
        assertThat(virtualFunction.vendor()).isEqualTo(0xffff);
        assertThat(virtualFunction.devfn()).isEqualTo(0x15 << 3 | 2);
    }

    @Test
    void readsBehindBridges() {
        String behind = device(2, 3, "far", "");
        String inner = device(1, 1, "inner", bridge(2, behind));
        List<PciDevice> devices = read(device(0, 7, "outer", bridge(1, inner)) + ", " + device(0, 8, "last", ""));
        assertThat(devices).extracting(PciDevice::id).containsExactly("outer", "inner", "far", "last");
        assertThat(devices).extracting(PciDevice::bus).containsExactly(0, 1, 2, 0);
        assertThat(devices).extracting(PciDevice::secondaryBus).containsExactly(1, 2, -1, -1);
    }

    @Test
    void anEmptyMachineHasNoDevices() {
        assertThat(Recorded.read(PciDevice.query(), "[]")).isEmpty();
    }

    @Test
    void boundsTheDepthOfBridges() {
        String nested = device(0, 1, "end", "");
        for (int i = 0; i < 40; i++) {
            nested = device(0, 1, "b" + i, bridge(1, nested));
        }
        String devices = nested;
        assertThatThrownBy(() -> read(devices)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void boundsTheNumberOfRegions() {
        String region = "{\"bar\": 0, \"type\": \"memory\", \"size\": 1}";
        String regions = String.join(", ", Collections.nCopies(8, region));
        assertThatThrownBy(() -> read(device(0, 1, "x", "").replace("[]", "[" + regions + "]")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<PciDevice> read(String devices) {
        return Recorded.read(PciDevice.query(), "[{\"bus\": 0, \"devices\": [" + devices + "]}]");
    }

    private static String device(int bus, int slot, String id, String more) {
        return "{\"bus\": " + bus + ", \"slot\": " + slot + ", \"function\": 0, \"qdev_id\": \"" + id
                + "\", \"class_info\": {\"class\": 1540}, \"id\": {\"vendor\": 6966, \"device\": 1}, \"regions\": []"
                + more + "}";
    }

    private static String bridge(int secondary, String devices) {
        return ", \"pci_bridge\": {\"bus\": {\"number\": 0, \"secondary\": " + secondary + "}, \"devices\": [" + devices
                + "]}";
    }
}
