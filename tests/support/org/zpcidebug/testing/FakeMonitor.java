package org.zpcidebug.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.zpcidebug.hypervisor.MonitorAddress;

/**
 * A monitor that behaves as a test tells it, or misbehaves. Each connection follows a script of its own: the first
 * connection the first script, and so on; the last script serves all that come later. Connections are served at the same
 * time, unlike QEMU's.
 */
public final class FakeMonitor implements AutoCloseable {

    /** What happens on one connection; its end closes the connection. */
    @FunctionalInterface
    public interface Script {

        /** Talks to the client; an IOException means that the client has left. */
        void play(FakePeer peer) throws IOException;
    }

    /** Greets, negotiates, and answers each command with its name, until the client leaves. */
    public static final Script GOOD = peer -> {
        peer.negotiate();
        peer.answerAll();
    };

    private final ServerSocketChannel server;
    private final MonitorAddress address;
    private final Path folder;
    private final List<Script> scripts;
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<SocketChannel> channels = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final Map<String, CountDownLatch> told = new ConcurrentHashMap<>();

    private FakeMonitor(ServerSocketChannel server, MonitorAddress address, Path folder, List<Script> scripts) {
        this.server = server;
        this.address = address;
        this.folder = folder;
        this.scripts = scripts;
        start("fake monitor " + address, this::accept);
    }

    /** Listens on a Unix socket in a folder of its own. */
    public static FakeMonitor unix(Script... scripts) throws IOException {
        Path folder = Files.createTempDirectory("zpcidebug");
        Path socket = folder.resolve("m.sock");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return new FakeMonitor(server, new MonitorAddress.Unix(socket), folder, List.of(scripts));
    }

    /** Listens on a free TCP port of the loopback interface. */
    public static FakeMonitor tcp(Script... scripts) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketAddress bound = server.getLocalAddress();
        MonitorAddress address = new MonitorAddress.Tcp("127.0.0.1", ((InetSocketAddress) bound).getPort());
        return new FakeMonitor(server, address, null, List.of(scripts));
    }

    /** Where it listens. */
    public MonitorAddress address() {
        return address;
    }

    /** Every line received so far, over all connections, in the order of arrival. */
    public List<String> received() {
        return List.copyOf(received);
    }

    /** Says a word that scripts can wait for. */
    public void tell(String word) {
        told.computeIfAbsent(word, key -> new CountDownLatch(1)).countDown();
    }

    /**
     * Ends all connections.
     *
     * @throws AssertionError when a script failed other than by the client's leaving
     */
    @Override
    public void close() throws IOException {
        server.close();
        for (SocketChannel channel : channels) {
            channel.close();
        }
        for (Thread thread : threads) {
            joined(thread);
        }
        if (folder != null) {
            Files.deleteIfExists(folder.resolve("m.sock"));
            Files.delete(folder);
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a script failed", failures.get(0));
        }
    }

    private void joined(Thread thread) {
        try {
            thread.join(60_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            failures.add(new IllegalStateException(thread + " did not end"));
        }
    }

    private void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() {
        try {
            for (int number = 0; ; number++) {
                SocketChannel channel = server.accept();
                channels.add(channel);
                Script script = scripts.get(Math.min(number, scripts.size() - 1));
                start("fake monitor connection " + number, () -> play(script, channel));
            }
        } catch (IOException e) {
            // The server was closed.
            return;
        }
    }

    private void play(Script script, SocketChannel channel) {
        try (channel) {
            script.play(new FakePeer(channel, received, told));
        } catch (IOException e) {
            // The client left; what it thinks of the script is the test's business.
            return;
        } catch (RuntimeException | Error e) {
            failures.add(e);
        }
    }

    /** The kinds of socket a monitor can have. */
    public enum Transport {
        UNIX,
        TCP;

        /** Makes a monitor that listens on such a socket. */
        public FakeMonitor monitor(Script... scripts) throws IOException {
            return this == UNIX ? FakeMonitor.unix(scripts) : FakeMonitor.tcp(scripts);
        }
    }
}
