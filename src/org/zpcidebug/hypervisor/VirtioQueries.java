package org.zpcidebug.hypervisor;

import com.google.gson.JsonObject;
import java.util.List;

/** The virtio devices as QEMU runs them; since QEMU 7.2. */
@SuppressWarnings("nls")
public final class VirtioQueries {

    private static final int MOST_DEVICES = 65536;
    private static final int MOST_QUEUES = 1024;
    private static final int MOST_BITS = 128;

    private VirtioQueries() {}

    /**
     * A virtio device.
     *
     * @param name its kind, for instance {@code virtio-blk}
     * @param path the QOM path of the virtio device, which lies below that of the PCI device
     */
    public record Device(String name, String path) {}

    /**
     * The state of a virtio device.
     *
     * @param driverReady whether the driver has set DRIVER_OK
     * @param broken whether the device stopped after an error of the driver
     * @param translated whether the driver agreed to use DMA addresses
     * @param vhost whether a vhost backend, outside QEMU, runs the queues at present
     * @param queues the number of queues
     */
    public record Status(
            String name, boolean driverReady, boolean broken, boolean translated, boolean vhost, int queues) {}

    /**
     * The state of a queue; addresses are those the driver gave, 0 before it did.
     *
     * @param size entries in the ring
     * @param lastAvailableIndex the next request to take, -1 when QEMU does not tell
     * @param inUse requests taken and not given back
     */
    public record QueueStatus(
            int index,
            int size,
            long descriptors,
            long available,
            long used,
            int lastAvailableIndex,
            int usedIndex,
            int inUse) {}

    /** All virtio devices of the machine, those that are no PCI devices included. */
    public static MonitorCommand<List<Device>> devices() {
        return MonitorCommand.of("x-query-virtio", reply -> JsonView.of(reply).items(MOST_DEVICES).stream()
                .map(item ->
                        new Device(item.get("name").text(), item.get("path").text()))
                .toList());
    }

    /** The state of the device with that path. */
    public static MonitorCommand<Status> status(String path) {
        return new MonitorCommand<>("x-query-virtio-status", arguments(path), reply -> {
            JsonView status = JsonView.of(reply);
            return new Status(
                    status.get("name").text(),
                    hasBit(status.get("status"), "statuses", "VIRTIO_CONFIG_S_DRIVER_OK"),
                    status.get("broken").flag(),
                    translated(status.get("guest-features")),
                    status.get("vhost-started").flag(),
                    status.get("num-vqs").integer(0, MOST_QUEUES));
        });
    }

    /**
     * The state of a queue. Not for a device whose queues a vhost backend runs: QEMU then asks the backend for the ring's
     * base, and by the vhost-user protocol that stops the ring.
     */
    public static MonitorCommand<QueueStatus> queue(String path, int index) {
        JsonObject arguments = arguments(path);
        arguments.addProperty("queue", index);
        return new MonitorCommand<>("x-query-virtio-queue-status", arguments, reply -> {
            JsonView queue = JsonView.of(reply);
            return new QueueStatus(
                    index,
                    queue.get("vring-num").integer(0, 0x8000),
                    queue.get("vring-desc").unsigned64(),
                    queue.get("vring-avail").unsigned64(),
                    queue.get("vring-used").unsigned64(),
                    queue.find("last-avail-idx")
                            .map(last -> last.integer(0, 0xffff))
                            .orElse(-1),
                    queue.get("used-idx").integer(0, 0xffff),
                    queue.get("inuse").integer(0, Integer.MAX_VALUE));
        });
    }

    private static JsonObject arguments(String path) {
        JsonObject arguments = new JsonObject();
        arguments.addProperty("path", path);
        return arguments;
    }

    /** Feature bit 33, under its older and its newer name. */
    private static boolean translated(JsonView features) {
        return hasBit(features, "transports", "VIRTIO_F_IOMMU_PLATFORM")
                || hasBit(features, "transports", "VIRTIO_F_ACCESS_PLATFORM");
    }

    /** QEMU writes bits as texts with the name first. */
    private static boolean hasBit(JsonView bits, String list, String name) {
        return bits.find(list).map(items -> items.items(MOST_BITS)).orElse(List.of()).stream()
                .anyMatch(bit -> bit.text().equals(name) || bit.text().startsWith(name + ":"));
    }
}
