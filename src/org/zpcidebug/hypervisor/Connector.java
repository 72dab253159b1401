package org.zpcidebug.hypervisor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.zpcidebug.hypervisor.MonitorException.Unreachable;
import org.zpcidebug.hypervisor.MonitorException.Unreachable.Reason;

/**
 * Reaches an address within a deadline, on the thread of the connection. Waits only in the connection's selector, so
 * that a wake-up ends every wait.
 */
@SuppressWarnings("nls")
final class Connector {

    /** How long to wait before knocking again at a Unix socket whose backlog is full. */
    private static final Duration KNOCK_AGAIN = Duration.ofMillis(50);

    private final MonitorAddress address;
    private final Selector selector;
    private final BooleanSupplier cancelled;
    private final Duration limit;
    private final long end;

    /** @param cancelled asked after each wake-up of the selector */
    Connector(MonitorAddress address, Selector selector, BooleanSupplier cancelled, Duration limit) {
        this.address = address;
        this.selector = selector;
        this.cancelled = cancelled;
        this.limit = limit;
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** Connects; the channel does not block and is not registered with the selector. */
    SocketChannel connect() throws IOException {
        if (address instanceof MonitorAddress.Unix unix) {
            return connectUnix(unix);
        }
        return connectTcp((MonitorAddress.Tcp) address);
    }

    /** Connecting to a Unix socket never waits: it works, fails, or the listener's backlog is full. */
    private SocketChannel connectUnix(MonitorAddress.Unix unix) throws IOException {
        UnixSocketFile file = new UnixSocketFile(unix);
        file.checkLength();
        SocketAddress target = UnixDomainSocketAddress.of(unix.path());
        do {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            boolean connected = false;
            try {
                channel.configureBlocking(false);
                connected = channel.connect(target);
                if (connected) {
                    return channel;
                }
            } catch (IOException e) {
                Optional<Unreachable> reason = file.explain(e);
                if (reason.isPresent()) {
                    throw reason.get();
                }
            } finally {
                if (!connected) {
                    channel.close();
                }
            }
        } while (pause(KNOCK_AGAIN));
        throw new MonitorException.Busy(MonitorException.Busy.Reason.QUEUE_FULL, address, Call.seconds(limit));
    }

    private SocketChannel connectTcp(MonitorAddress.Tcp tcp) throws IOException {
        MonitorException failure = null;
        for (InetAddress host : resolve(tcp.host())) {
            try {
                return connectTcp(new InetSocketAddress(host, tcp.port()));
            } catch (Unreachable e) {
                failure = failure == null ? e : failure;
            }
        }
        throw failure;
    }

    private SocketChannel connectTcp(InetSocketAddress target) throws IOException {
        SocketChannel channel = SocketChannel.open();
        boolean connected = false;
        try {
            channel.configureBlocking(false);
            connected = channel.connect(target) || finish(channel);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        } catch (ConnectException e) {
            throw new Unreachable(Reason.REFUSED, e, address, "");
        } catch (IOException e) {
            throw new Unreachable(Reason.OTHER, e, address, e.getMessage());
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    private boolean finish(SocketChannel channel) throws IOException {
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        try {
            while (!channel.finishConnect()) {
                if (!pause(limit)) {
                    throw timedOut();
                }
            }
            return true;
        } finally {
            key.cancel();
            selector.selectNow();
        }
    }

    /** The system's resolver can neither be bounded nor stopped: it gets a thread that ends when it answers. */
    private InetAddress[] resolve(String host) throws IOException {
        CompletableFuture<InetAddress[]> answer = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                answer.complete(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                answer.completeExceptionally(e);
            }
            selector.wakeup();
        };
        Thread resolver = new Thread(task, "zPCI monitor host name");
        resolver.setDaemon(true);
        resolver.start();
        while (!answer.isDone()) {
            if (!pause(limit)) {
                throw timedOut();
            }
        }
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw new Unreachable(Reason.UNKNOWN_HOST, e.getCause(), address, host);
        }
    }

    private Unreachable timedOut() {
        return new Unreachable(Reason.TIMED_OUT, null, address, Call.seconds(limit));
    }

    /** Waits for the selector, at most that long; false when the deadline has passed. */
    private boolean pause(Duration longest) throws IOException {
        long left = Math.min(end - System.nanoTime(), longest.toNanos());
        if (left <= 0) {
            return false;
        }
        selector.select(Math.max(1, left / 1_000_000));
        selector.selectedKeys().clear();
        if (cancelled.getAsBoolean()) {
            throw new MonitorException.Closed(address);
        }
        return true;
    }
}
