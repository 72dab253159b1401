package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.hypervisor.EventQueue;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.MonitorEvent;
import org.zpcidebug.hypervisor.QmpMonitor;

/** Another monitor of a guest, over which a test does to it what inspecting never does. */
public final class SecondMonitor implements AutoCloseable {

    private final Path folder;
    private Monitor monitor;
    private EventQueue events;

    /** Makes room for its socket. */
    public SecondMonitor() throws IOException {
        folder = Files.createTempDirectory("zpci2");
    }

    private Path socket() {
        return folder.resolve("second");
    }

    MonitorAddress address() {
        return new MonitorAddress.Unix(socket());
    }

    /** What QEMU has to be started with. */
    public String[] arguments() {
        return new String[] {"-qmp", "unix:" + socket() + ",server=on,wait=off"};
    }

    /** Connects, once QEMU has started. */
    public void connect() throws Exception {
        monitor = QmpMonitor.open(address()).get(20, TimeUnit.SECONDS);
        events = monitor.events(1000);
    }

    /** What QEMU answers to a command with these names and values of arguments. */
    public JsonElement execute(String command, String... arguments) throws Exception {
        JsonObject json = new JsonObject();
        for (int i = 0; i < arguments.length; i += 2) {
            json.addProperty(arguments[i], arguments[i + 1]);
        }
        return monitor.execute(new MonitorCommand<>(command, json, reply -> reply))
                .get(20, TimeUnit.SECONDS);
    }

    /** Adds a virtio-rng behind a zpci object with these ids. */
    void plug(String id, int uid, int fid) throws Exception {
        MonitorCommand<JsonElement> zpci = new MonitorCommand<>("device_add", new JsonObject(), reply -> reply);
        zpci.arguments().addProperty("driver", "zpci");
        zpci.arguments().addProperty("id", "zpci_" + id);
        zpci.arguments().addProperty("target", id);
        zpci.arguments().addProperty("uid", uid);
        zpci.arguments().addProperty("fid", fid);
        monitor.execute(zpci).get(20, TimeUnit.SECONDS);
        MonitorCommand<JsonElement> device = new MonitorCommand<>("device_add", new JsonObject(), reply -> reply);
        device.arguments().addProperty("driver", "virtio-rng-pci");
        device.arguments().addProperty("id", id);
        device.arguments().addProperty("disable-legacy", "on");
        device.arguments().addProperty("iommu_platform", true);
        monitor.execute(device).get(20, TimeUnit.SECONDS);
    }

    void unplug(String id) throws Exception {
        execute("device_del", "id", id);
    }

    /** Whether the guest runs. */
    public boolean isRunning() throws Exception {
        return execute("query-status").getAsJsonObject().get("running").getAsBoolean();
    }

    /** The events since the last call. */
    List<String> events() {
        assertThat(events.dropped()).isZero();
        return events.drain().stream().map(MonitorEvent::name).toList();
    }

    @Override
    public void close() throws IOException {
        if (monitor != null) {
            monitor.close();
        }
        Files.deleteIfExists(socket());
        Files.delete(folder);
    }
}
