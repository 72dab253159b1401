package org.zpcidebug.linux;

import org.zpcidebug.linux.View.Layout;

/**
 * The way from a function to its name and driver in Linux: zpci_dev, zpci_bus, pci_bus, pci_dev.
 *
 * @param offsets where the pointers lie
 * @param zbus the zpci_bus
 * @param bus the pci_bus
 * @param device the pci_dev
 * @param name the device's name
 * @param driver the device_driver, 0 when the device has none
 * @param driverName the driver's name, 0 as above
 */
@SuppressWarnings("nls")
record PciWay(Offsets offsets, long zbus, long bus, long device, long name, long driver, long driverName) {

    private static final int MAX_ON_BUS = 256;

    /** Where the members lie that the way leads over. */
    record Offsets(
            int busOfZbus,
            int devices,
            int deviceList,
            int number,
            int deviceName,
            int deviceDriver,
            int nameOfDriver) {

        /** By the kernel's types. */
        static Offsets of(KernelTypes types) throws Problem {
            Layout device = Layout.of(types, "pci_dev");
            return new Offsets(
                    Layout.of(types, "zpci_bus").offset("bus", Long.BYTES),
                    Layout.of(types, "pci_bus").offset("devices", Long.BYTES),
                    device.offset("bus_list", Long.BYTES),
                    device.offset("devfn", Integer.BYTES),
                    device.offset("dev.kobj.name", Long.BYTES),
                    device.offset("dev.driver", Long.BYTES),
                    Layout.of(types, "device_driver").offset("name", Long.BYTES));
        }
    }

    /** Walks from a function to its device. */
    static PciWay walk(KernelMemory memory, Offsets offsets, View function) throws Problem {
        long zbus = function.number("zbus");
        long bus = memory.u64(zbus + offsets.busOfZbus);
        if (zbus == 0 || bus == 0) {
            throw Problem.of("pci.noDevice");
        }
        long device = device(memory, offsets, bus, function.number("devfn"));
        long driver = memory.u64(device + offsets.deviceDriver);
        return new PciWay(
                offsets,
                zbus,
                bus,
                device,
                memory.u64(device + offsets.deviceName),
                driver,
                driver == 0 ? 0 : memory.u64(driver + offsets.nameOfDriver));
    }

    private static long device(KernelMemory memory, Offsets offsets, long bus, long number) throws Problem {
        long head = bus + offsets.devices;
        long node = memory.u64(head);
        for (int i = 0; i < MAX_ON_BUS && node != head; i++) {
            long device = node - offsets.deviceList;
            if (memory.read(device + offsets.number, Integer.BYTES).u32(0) == number) {
                return device;
            }
            node = memory.u64(node);
        }
        throw Problem.of("pci.noDevice");
    }
}
