package org.zpcidebug.guests;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.memory.MemoryOptions;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.MonitorStorage;

/** A ready demo guest and a connection to its monitor, over which its report is read. */
final class WatchedDemo implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Gson GSON = new Gson();

    private final DemoGuest guest;
    private final boolean shared;
    private final Monitor monitor;
    private final AbsoluteStorage storage;

    private WatchedDemo(DemoGuest guest, boolean shared) throws Exception {
        this.guest = guest;
        this.shared = shared;
        monitor = QmpMonitor.open(address()).get(20, TimeUnit.SECONDS);
        storage = new MonitorStorage(monitor);
        DemoGuestReport.awaitReady(storage);
    }

    /** The guest with default options that all tests share; it runs on when this is closed. */
    static WatchedDemo shared(LinuxPair pair) throws Exception {
        return new WatchedDemo(DemoGuest.shared(pair), true);
    }

    static WatchedDemo start(DemoGuest.Builder builder) throws Exception {
        DemoGuest guest = builder.start();
        try {
            return new WatchedDemo(guest, false);
        } catch (Exception | AssertionError e) {
            guest.close();
            throw e;
        }
    }

    /** A guest with nothing but virtio-rng: started the soonest. */
    static WatchedDemo startSmall(LinuxPair pair, String options) throws Exception {
        return start(DemoGuest.in(pair).devices(Set.of(Device.RNG)).memory(16).options(options));
    }

    MonitorAddress address() {
        return new MonitorAddress.Unix(guest.monitorPath());
    }

    /** The guest's memory as the plugin reads it, by that way; to be closed. */
    GuestMemory memory(MemoryAccess access) {
        return GuestMemoryFactory.open(new InspectingMonitor(monitor), List.of(access), MemoryOptions.DEFAULT);
    }

    AbsoluteStorage storage() {
        return storage;
    }

    /** The published report: some milliseconds old. */
    DemoGuestReport report() {
        return DemoGuestReport.published(storage);
    }

    /** Waits until the published report passes. */
    DemoGuestReport await(Consumer<DemoGuestReport> check) {
        return DemoGuestReport.await(storage, LIMIT, check);
    }

    /** Waits until the guest has begun so many loops more. */
    DemoGuestReport afterLoops(long count) {
        long goal = report().header().loops() + count;
        return await(report -> {
            if (report.header().loops() < goal) {
                throw new AssertionError("The guest's loops do not grow to " + goal + ": " + report.header());
            }
        });
    }

    /** Stops the guest where its report is whole, and reads that; {@link #run} lets it go on. */
    DemoGuestReport stop() {
        return Eventually.returns(LIMIT, () -> {
            execute("stop");
            try {
                return DemoGuestReport.current(storage);
            } catch (AssertionError e) {
                run();
                throw e;
            }
        });
    }

    void run() throws Exception {
        execute("cont");
    }

    /** A monitor command with arguments: name, value, name, value... */
    JsonElement execute(String command, Object... arguments) throws Exception {
        JsonObject json = new JsonObject();
        for (int i = 0; i < arguments.length; i += 2) {
            json.add((String) arguments[i], GSON.toJsonTree(arguments[i + 1]));
        }
        return monitor.execute(new MonitorCommand<>(command, json, reply -> reply))
                .get(20, TimeUnit.SECONDS);
    }

    /** Gives up the monitor, which serves one client at a time; the guest runs on. */
    void disconnect() {
        monitor.close();
    }

    @Override
    public void close() {
        disconnect();
        if (!shared) {
            guest.close();
        }
    }
}
