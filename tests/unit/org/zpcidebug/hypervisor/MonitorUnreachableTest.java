package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.hypervisor.MonitorTesting.HASTY;
import static org.zpcidebug.hypervisor.MonitorTesting.failure;
import static org.zpcidebug.hypervisor.MonitorTesting.failureAfter;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zpcidebug.hypervisor.MonitorException.Busy;
import org.zpcidebug.hypervisor.MonitorException.Unreachable;
import org.zpcidebug.hypervisor.MonitorException.Unreachable.Reason;

/** The ways in which an address cannot be reached are told apart. Permissions are tried in the live tests. */
class MonitorUnreachableTest {

    @TempDir
    Path folder;

    private static final MonitorOptions IMPATIENT = new MonitorOptions(
            Duration.ofMillis(300), HASTY.greeting(), HASTY.command(), HASTY.maxInFlight(), HASTY.maxMessageBytes());

    private static Unreachable assertUnreachable(Reason reason, MonitorAddress address) {
        Unreachable failure = failure(QmpMonitor.open(address), Unreachable.class);
        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.hadNoEffect()).isTrue();
        assertThat(failure).hasMessageContaining(address.toString());
        return failure;
    }

    private MonitorAddress unix(String name) {
        return new MonitorAddress.Unix(folder.resolve(name));
    }

    @Test
    void noSuchPath() {
        assertThat(assertUnreachable(Reason.NO_SUCH_PATH, unix("none.sock"))).hasMessageContaining("-qmp unix:PATH");
        assertUnreachable(Reason.NO_SUCH_PATH, unix("none/none.sock"));
    }

    @Test
    void notASocket() throws Exception {
        Files.writeString(folder.resolve("file"), "not a socket");
        assertUnreachable(Reason.NOT_A_SOCKET, unix("file"));
        assertUnreachable(Reason.NOT_A_SOCKET, new MonitorAddress.Unix(folder));
    }

    @Test
    void pathTooLong() {
        assertThat(assertUnreachable(Reason.PATH_TOO_LONG, unix("x".repeat(107))))
                .hasMessageContaining("107 bytes");
        assertUnreachable(Reason.PATH_TOO_LONG, unix("\u00e4".repeat(60)));
    }

    @Test
    void socketThatNobodyListensOn() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("old.sock")));
        }
        assertThat(assertUnreachable(Reason.REFUSED, unix("old.sock"))).hasMessageContaining("Nobody listens");
    }

    @Test
    void portThatNobodyListensOn() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        assertUnreachable(Reason.REFUSED, new MonitorAddress.Tcp("127.0.0.1", port));
        assertUnreachable(Reason.REFUSED, new MonitorAddress.Tcp("localhost", port));
    }

    @Test
    void unknownHost() {
        assertThat(assertUnreachable(Reason.UNKNOWN_HOST, new MonitorAddress.Tcp("host.invalid", 4444)))
                .hasMessageContaining("host.invalid");
    }

    @Test
    void fullBacklog() throws Exception {
        Path socket = folder.resolve("full.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket), 1);
            List<SocketChannel> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
            }
            Busy busy = failureAfter(
                    IMPATIENT.connect(), () -> QmpMonitor.open(new MonitorAddress.Unix(socket), IMPATIENT), Busy.class);
            assertThat(busy.reason()).isEqualTo(Busy.Reason.QUEUE_FULL);

            CompletableFuture<Monitor> patient = QmpMonitor.open(new MonitorAddress.Unix(socket), HASTY);
            server.accept().close();
            assertThat(failure(patient, Busy.class).reason()).isEqualTo(Busy.Reason.NOT_ACCEPTING);
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void listenerThatAcceptsNobody() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("deaf.sock")));
            Busy busy = failureAfter(HASTY.greeting(), () -> QmpMonitor.open(unix("deaf.sock"), HASTY), Busy.class);
            assertThat(busy.reason()).isEqualTo(Busy.Reason.NOT_ACCEPTING);
            assertThat(busy).hasMessageContaining("SIGSTOP");
        }
    }

    @Test
    void listenerThatServesAnother() throws Exception {
        Path socket = folder.resolve("held.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                    SocketChannel served = server.accept()) {
                assertThat(other.isConnected() && served.isConnected()).isTrue();
                Busy busy = failureAfter(
                        HASTY.greeting(), () -> QmpMonitor.open(new MonitorAddress.Unix(socket), HASTY), Busy.class);
                assertThat(busy.reason()).isEqualTo(Busy.Reason.HELD_BY_ANOTHER);
                assertThat(busy).hasMessageContaining("libvirt");
            }
        }
    }

    /** A full accept queue makes Linux ignore further connections: connecting takes until its deadline. */
    @Test
    void hostThatDoesNotAnswer() throws Exception {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            InetSocketAddress bound = (InetSocketAddress) server.getLocalAddress();
            for (int i = 0; i < 4; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(bound);
                waiting.add(channel);
            }
            MonitorAddress address = new MonitorAddress.Tcp("127.0.0.1", bound.getPort());
            Unreachable failure =
                    failureAfter(IMPATIENT.connect(), () -> QmpMonitor.open(address, IMPATIENT), Unreachable.class);
            assertThat(failure.reason()).isEqualTo(Reason.TIMED_OUT);
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }
}
