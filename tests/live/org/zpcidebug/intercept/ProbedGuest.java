package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.zpcidebug.gdbstub.StubOptions;
import org.zpcidebug.gdbstub.StubSession;
import org.zpcidebug.hypervisor.DebuggingMonitor;
import org.zpcidebug.hypervisor.InspectingMonitor;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.QmpMonitor;
import org.zpcidebug.linux.KernelCache;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.LinuxReader;
import org.zpcidebug.linux.LinuxSettings;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LiveGuest;

/** A guest with all that a probe needs. The guest stays its owner's. */
final class ProbedGuest implements AutoCloseable {

    private final Monitor monitor;
    private final GuestMemory memory;
    private final LinuxReader reader;

    ProbedGuest(LiveGuest guest) throws Exception {
        monitor = QmpMonitor.open(new MonitorAddress.Unix(guest.monitorPath())).get(60, TimeUnit.SECONDS);
        memory = GuestMemoryFactory.open(new InspectingMonitor(monitor));
        reader = new LinuxReader(memory, LinuxSettings.of(memory.size(), KernelCache.inMemory()));
    }

    Monitor monitor() {
        return monitor;
    }

    GuestMemory memory() {
        return memory;
    }

    LinuxReader reader() {
        return reader;
    }

    /** The page that a probe borrows; a guest that was just started has it soon. */
    ProbePage page() {
        return Eventually.returns(Duration.ofSeconds(60), () -> {
            Known<ProbePage> page = ProbePages.find(memory, reader.probe());
            assertThat(page.problem()).isNull();
            return page.value();
        });
    }

    StubSession stub() {
        return StubSession.open(new DebuggingMonitor(monitor), StubOptions.DEFAULT);
    }

    @Override
    public void close() {
        memory.close();
        monitor.close();
    }
}
