package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.hypervisor.MonitorTesting.STATUS;
import static org.zpcidebug.hypervisor.MonitorTesting.eventually;
import static org.zpcidebug.hypervisor.MonitorTesting.failure;
import static org.zpcidebug.hypervisor.MonitorTesting.get;
import static org.zpcidebug.hypervisor.MonitorTesting.open;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.zpcidebug.testing.FakeMonitor;

/** However a connection ends, its thread and its file descriptors are gone. */
class MonitorLeakTest {

    private static final int TIMES = 200;

    private static final FakeMonitor.Script LEAVES = peer -> {
        peer.negotiate();
        peer.command();
    };

    @Test
    void nothingIsLeft() throws Exception {
        try (FakeMonitor unix = FakeMonitor.unix(FakeMonitor.GOOD);
                FakeMonitor tcp = FakeMonitor.tcp(FakeMonitor.GOOD);
                FakeMonitor unixLeaves = FakeMonitor.unix(LEAVES);
                FakeMonitor tcpLeaves = FakeMonitor.tcp(LEAVES);
                FakeMonitor garbage = FakeMonitor.unix(peer -> peer.send("garbage"))) {
            everyEndOnce(unix, tcp, unixLeaves, tcpLeaves, garbage);
            long before = descriptors();
            for (int i = 0; i < TIMES; i++) {
                everyEndOnce(unix, tcp, unixLeaves, tcpLeaves, garbage);
            }
            eventually(() -> assertThat(threads()).isEmpty());
            eventually(() -> assertThat(descriptors()).isLessThanOrEqualTo(before));
        }
    }

    private static void everyEndOnce(
            FakeMonitor unix, FakeMonitor tcp, FakeMonitor unixLeaves, FakeMonitor tcpLeaves, FakeMonitor garbage)
            throws Exception {
        close(unix);
        close(tcp);
        failure(open(unixLeaves.address()).execute(STATUS), MonitorException.Lost.class);
        failure(open(tcpLeaves.address()).execute(STATUS), MonitorException.Lost.class);
        failure(QmpMonitor.open(garbage.address()), MonitorException.NotAMonitor.class);
        cancel(QmpMonitor.open(unix.address()));
        cancel(QmpMonitor.open(tcp.address()));
    }

    private static void cancel(CompletableFuture<Monitor> opening) throws Exception {
        if (!opening.cancel(true)) {
            get(opening).close();
        }
    }

    private static void close(FakeMonitor fake) throws Exception {
        try (Monitor monitor = open(fake.address());
                EventQueue events = monitor.events(1)) {
            assertThat(get(monitor.execute(STATUS))).isEqualTo("query-status");
            assertThat(events.poll()).isEmpty();
        }
    }

    /** Also those that complete replies, which end soon after the last. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getKey().getName().startsWith("zPCI monitor"))
                .map(entry -> entry.getKey() + " " + List.of(entry.getValue()))
                .toList();
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }
}
