package org.zpcidebug.ui.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.zpcidebug.hypervisor.MonitorAddress;

/** Stands between Eclipse and a monitor, so that a test can cut the connection while QEMU runs on. */
public final class Relay implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path target;
    private final Path folder = Files.createTempDirectory("zpci");
    private final Path socket = folder.resolve("relay");
    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final List<SocketChannel> channels = new CopyOnWriteArrayList<>();

    /** Relays to that socket. */
    public Relay(Path target) throws IOException {
        this.target = target;
        server.bind(UnixDomainSocketAddress.of(socket));
        start(this::accept);
    }

    /** What Eclipse connects to. */
    public MonitorAddress address() {
        return new MonitorAddress.Unix(socket);
    }

    /** Cuts all connections there are. */
    public void cut() throws IOException {
        for (SocketChannel channel : channels) {
            channel.close();
        }
        channels.clear();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel monitor = SocketChannel.open(UnixDomainSocketAddress.of(target));
                channels.addAll(List.of(client, monitor));
                start(() -> copy(client, monitor));
                start(() -> copy(monitor, client));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException cut) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(folder);
    }
}
