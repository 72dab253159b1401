package org.zpcidebug.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.hypervisor.RunStatus;

/** A demo guest whose monitor a test of debugging holds, to see whether the guest is left as it was found. */
public final class DebuggedGuest implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final LiveGuest guest;
    private Monitor monitor;

    /** Connects to the monitor; closing this closes that, and ends the guest. */
    public DebuggedGuest(LiveGuest guest) {
        this.guest = guest;
        connect();
    }

    /** Connects to the monitor again after {@link #disconnect}. */
    public void connect() {
        try {
            monitor = QmpMonitor.open(address()).get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes room for another client of the monitor. */
    public void disconnect() {
        monitor.close();
    }

    /** The monitor's address. */
    public MonitorAddress address() {
        return new MonitorAddress.Unix(guest.monitorPath());
    }

    /** The guest. */
    public LiveGuest guest() {
        return guest;
    }

    /** The monitor, for debugging. */
    public DebuggingMonitor monitor() {
        return new DebuggingMonitor(monitor);
    }

    /** The guest's storage. */
    public MonitorStorage storage() {
        return new MonitorStorage(monitor);
    }

    /** QEMU's answer to a command. */
    public <T> T ask(MonitorCommand<T> command) {
        try {
            return monitor.execute(command).get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the guest runs. */
    public boolean isRunning() {
        return ask(RunStatus.query()).running();
    }

    /** Whether QEMU has a gdb server. */
    public boolean hasGdbServer() {
        return ask(MonitorCommand.of("query-chardev", JsonElement::toString)).contains("\"label\":\"gdb\"");
    }

    /** Waits until the guest runs, and then through two more copies of its report: it hits no breakpoint. */
    public void awaitRunningFreely() {
        Eventually.passes(LIMIT, () -> assertThat(isRunning()).isTrue());
        awaitLoops(() -> DemoGuestReport.published(storage()));
        assertThat(isRunning()).isTrue();
    }

    private void awaitLoops(Supplier<DemoGuestReport> report) {
        long loops = report.get().header().loops();
        Eventually.passes(LIMIT, () -> assertThat(report.get().header().loops()).isGreaterThan(loops + 50));
    }

    @Override
    public void close() {
        monitor.close();
        guest.close();
    }
}
