package org.zpcidebug.memory;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A socket whose one connection leads to another socket. */
final class Tunnel implements AutoCloseable {

    private final ServerSocketChannel server;
    private final Path path;
    private final SocketChannel far;

    private Tunnel(ServerSocketChannel server, Path path, SocketChannel far) {
        this.server = server;
        this.path = path;
        this.far = far;
    }

    static Tunnel to(Path target, Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Tunnel tunnel = new Tunnel(server, path, SocketChannel.open(UnixDomainSocketAddress.of(target)));
        start(tunnel::serve);
        return tunnel;
    }

    Path path() {
        return path;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tunnel");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try (SocketChannel near = server.accept()) {
            start(() -> copy(far, near));
            copy(near, far);
        } catch (IOException e) {
            // The test is over.
            return;
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // One of the ends was closed.
            return;
        }
    }

    @Override
    public void close() throws IOException {
        far.close();
        server.close();
    }
}
