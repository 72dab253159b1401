package org.zpcidebug.ui.testing;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.testing.AbandonedDebugger;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.MonitorStorage;

/** A demo guest with a monitor for Eclipse and one for the test, which plugs, unplugs and asks behind its back. */
public final class GuestWithTwoMonitors implements AutoCloseable {

    /** A copy of the report stays for as long as a busy machine needs to read it over the monitor. */
    private static final String PUBLISH = " publish=1000";

    private final Path folder;
    private final DemoGuest guest;
    private final Monitor monitor;
    private int plugged;

    private GuestWithTwoMonitors(Path folder, DemoGuest guest, Monitor monitor) {
        this.folder = folder;
        this.guest = guest;
        this.monitor = monitor;
    }

    /** Starts it. */
    public static GuestWithTwoMonitors start() throws Exception {
        return start("");
    }

    /** Starts it with options, which guests/demo/README.md describes. */
    public static GuestWithTwoMonitors start(String options) throws Exception {
        return of(builder -> builder.options(options + PUBLISH));
    }

    /** Starts one that only has a virtio-rng function, with options; it stands at its first instruction until it is let go. */
    public static GuestWithTwoMonitors standing(String options) throws Exception {
        return of(builder -> builder.options(options + PUBLISH)
                .devices(Set.of(DemoGuest.Device.RNG))
                .memory(16)
                .qemu("-S"));
    }

    private static GuestWithTwoMonitors of(UnaryOperator<DemoGuest.Builder> choices) throws Exception {
        Path folder = Files.createTempDirectory("zpci");
        Path second = folder.resolve("second");
        DemoGuest guest = choices.apply(DemoGuest.in(LinuxPair.BOOKWORM))
                .qemu("-qmp", "unix:" + second + ",server=on,wait=off")
                .qemu("-object", "rng-builtin,id=entropy")
                .start();
        Monitor monitor =
                QmpMonitor.open(new MonitorAddress.Unix(second)).get(Ui.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return new GuestWithTwoMonitors(folder, guest, monitor);
    }

    /** The guest. */
    public DemoGuest guest() {
        return guest;
    }

    /** The monitor for Eclipse. */
    public MonitorAddress address() {
        return new MonitorAddress.Unix(guest.monitorPath());
    }

    /** Plugs a virtio-rng function, by a name of its own: QEMU keeps that of one unplugged for a moment longer. */
    public void plug(int uid, int fid) throws Exception {
        plugged++;
        execute(
                "device_add",
                "{'driver': 'zpci', 'uid': %1$d, 'fid': %2$d, 'target': 'extra%3$d', 'id': 'zextra%3$d'}"
                        .formatted(uid, fid, plugged));
        execute(
                "device_add",
                ("{'driver': 'virtio-rng-pci', 'id': 'extra%d', 'rng': 'entropy', "
                                + "'iommu_platform': 'on', 'disable-legacy': 'on'}")
                        .formatted(plugged));
    }

    /** Takes it out again. */
    public void unplug() throws Exception {
        execute("device_del", "{'id': 'extra%d'}".formatted(plugged));
    }

    /** What the guest says of itself, once it is ready. */
    public DemoGuestReport report() {
        return DemoGuestReport.awaitReady(new MonitorStorage(monitor));
    }

    /**
     * What a guest that is stopped says of itself.
     *
     * @throws AssertionError it was stopped while it wrote that
     */
    public DemoGuestReport reportOfStopped() {
        return DemoGuestReport.current(new MonitorStorage(monitor));
    }

    /** The guest's run state. */
    public String status() throws Exception {
        return monitor.execute(MonitorCommand.of(
                        "query-status",
                        reply -> reply.getAsJsonObject().get("status").getAsString()))
                .get(Ui.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Lets a guest go on that stands. */
    public void go() throws Exception {
        execute("cont", "{}");
    }

    /** Has another debugger leave a breakpoint there, and a gdb server that nobody uses. */
    public void leaveBreakpoint(long address) {
        AbandonedDebugger.leaveBreakpoint(
                folder, line -> monitor.execute(MonitorCommand.hmp(line)).join(), address);
    }

    /** Where the gdb server is that was left. */
    public MonitorAddress gdbServer() {
        return new MonitorAddress.Unix(folder.resolve("gdb"));
    }

    /** Ends the gdb server that was left. */
    public void endGdbServer() {
        monitor.execute(MonitorCommand.hmp("gdbserver none")).join();
    }

    private void execute(String name, String arguments) throws Exception {
        JsonObject object = JsonParser.parseString(arguments).getAsJsonObject();
        monitor.execute(new MonitorCommand<>(name, object, reply -> reply))
                .get(Ui.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        monitor.close();
        guest.close();
        Files.deleteIfExists(folder.resolve("second"));
        Files.deleteIfExists(folder.resolve("gdb"));
        Files.deleteIfExists(folder);
    }
}
