package org.zpcidebug.hypervisor;

import java.util.ArrayList;
import java.util.List;

/**
 * A PCI device as {@code query-pci} lists it. The addresses of its BARs mean nothing on this machine and are left out.
 *
 * @param bus number of the bus, 0 for the root bus
 * @param slot device number on the bus
 * @param function function number in the slot
 * @param id the device's QEMU id, empty when it has none
 * @param vendor vendor id; 0xffff for an SR-IOV virtual function, and so is its device id
 * @param device device id
 * @param subsystemVendor 0 when QEMU does not tell
 * @param subsystem 0 when QEMU does not tell
 * @param pciClass base class and sub class, for instance 0x0100
 * @param classText QEMU's words for the class, possibly empty
 * @param secondaryBus number of the bus behind a bridge, -1 when it is not a bridge
 */
@SuppressWarnings("nls")
public record PciDevice(
        int bus,
        int slot,
        int function,
        String id,
        int vendor,
        int device,
        int subsystemVendor,
        int subsystem,
        int pciClass,
        String classText,
        List<Region> regions,
        int secondaryBus) {

    private static final int NO_ID = 0xffff;
    private static final int MOST_BUSES = 256;
    private static final int MOST_DEVICES_ON_A_BUS = 256;
    private static final int MOST_REGIONS = 7;

    /** As many as there are addresses on 64 buses; keeps a hostile reply from growing without end. */
    private static final int MOST_DEVICES = 64 * MOST_DEVICES_ON_A_BUS;

    private static final int DEEPEST_BRIDGE = 32;

    /**
     * What a base address register decodes.
     *
     * @param bar 0..5, or 6 for the expansion ROM
     * @param io whether it decodes I/O ports and not memory
     * @param bytes its size
     */
    public record Region(int bar, boolean io, boolean wide, boolean prefetch, long bytes) {}

    /** Device and function number in one, as QEMU's {@code addr} property has it. */
    public int devfn() {
        return slot << 3 | function;
    }

    /** Whether it is an SR-IOV virtual function: its ids are those of its physical function, and not its own. */
    public boolean isVirtualFunction() {
        return vendor == NO_ID && device == NO_ID;
    }

    /** Asks for all devices, those behind bridges included. */
    public static MonitorCommand<List<PciDevice>> query() {
        return MonitorCommand.of("query-pci", reply -> {
            List<PciDevice> devices = new ArrayList<>();
            for (JsonView bus : JsonView.of(reply).items(MOST_BUSES)) {
                read(bus.get("devices"), 0, devices);
            }
            return List.copyOf(devices);
        });
    }

    private static void read(JsonView list, int depth, List<PciDevice> devices) {
        if (depth > DEEPEST_BRIDGE) {
            throw new IllegalArgumentException("more than " + DEEPEST_BRIDGE + " bridges behind each other");
        }
        for (JsonView device : list.items(MOST_DEVICES_ON_A_BUS)) {
            if (devices.size() == MOST_DEVICES) {
                throw new IllegalArgumentException("more than " + MOST_DEVICES + " PCI devices");
            }
            devices.add(read(device));
            device.find("pci_bridge")
                    .flatMap(bridge -> bridge.find("devices"))
                    .ifPresent(behind -> read(behind, depth + 1, devices));
        }
    }

    private static PciDevice read(JsonView device) {
        JsonView id = device.get("id");
        JsonView classInfo = device.get("class_info");
        return new PciDevice(
                device.get("bus").integer(0, 0xff),
                device.get("slot").integer(0, 0x1f),
                device.get("function").integer(0, 7),
                device.find("qdev_id").map(JsonView::text).orElse(""),
                id.get("vendor").integer(0, 0xffff),
                id.get("device").integer(0, 0xffff),
                sixteenBitsOrZero(id, "subsystem-vendor"),
                sixteenBitsOrZero(id, "subsystem"),
                classInfo.get("class").integer(0, 0xffff),
                classInfo.find("desc").map(JsonView::text).orElse(""),
                device.get("regions").items(MOST_REGIONS).stream()
                        .map(PciDevice::region)
                        .toList(),
                device.find("pci_bridge")
                        .map(bridge -> bridge.get("bus").get("secondary").integer(0, 0xff))
                        .orElse(-1));
    }

    private static int sixteenBitsOrZero(JsonView id, String name) {
        return id.find(name).map(value -> value.integer(0, 0xffff)).orElse(0);
    }

    private static Region region(JsonView region) {
        String type = region.get("type").text();
        if (!type.equals("io") && !type.equals("memory")) {
            throw new IllegalArgumentException(region.path() + " is neither io nor memory");
        }
        return new Region(
                region.get("bar").integer(0, 6),
                type.equals("io"),
                region.find("mem_type_64").map(JsonView::flag).orElse(false),
                region.find("prefetch").map(JsonView::flag).orElse(false),
                region.get("size").number(0, Long.MAX_VALUE));
    }
}
