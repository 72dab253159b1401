package org.zpcidebug.gdbstub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.zpcidebug.gdbstub.PacketReader.UnreadableException;
import org.zpcidebug.gdbstub.StubException.Reason;
import org.zpcidebug.hypervisor.MonitorAddress;

/**
 * The socket of a stub, in packets. One thread sends and receives; any thread may send the interrupt. The channel never
 * blocks, so that interrupting a thread does not close it: a connection that is lost leaves breakpoints in the guest.
 */
@SuppressWarnings("nls")
final class StubLink implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final long RETRY = Duration.ofMillis(5).toNanos();
    private static final byte[] INTERRUPT = {3};

    private final SocketChannel channel;
    private final Selector selector;
    private final PacketReader reader;
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ByteBuffer outgoing = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final ArrayDeque<byte[]> arrived = new ArrayDeque<>();
    private final PacketHistory history = new PacketHistory();
    private final ShortWaits answers = new ShortWaits();
    private final ShortWaits stops = new ShortWaits();
    private volatile boolean woken;

    private StubLink(SocketChannel channel, Selector selector, int maxPacketBytes) {
        this.channel = channel;
        this.selector = selector;
        this.reader = new PacketReader(maxPacketBytes);
    }

    /** Connects, which stops the guest. */
    static StubLink connect(MonitorAddress address, StubOptions options) {
        SocketChannel channel = null;
        Selector selector = null;
        boolean isOpen = false;
        try {
            selector = Selector.open();
            channel = reach(
                    StubAddress.of(address),
                    selector,
                    System.nanoTime() + options.connect().toNanos());
            if (channel == null) {
                throw StubException.of(Reason.UNREACHABLE, "unreachable.late", address, seconds(options.connect()));
            }
            channel.register(selector, SelectionKey.OP_READ);
            isOpen = true;
            return new StubLink(channel, selector, options.maxPacketBytes());
        } catch (IOException | RuntimeException e) {
            throw e instanceof StubException known
                    ? known
                    : StubException.caused(
                            Reason.UNREACHABLE, e, "unreachable", address, String.valueOf(e.getMessage()));
        } finally {
            if (!isOpen) {
                release(channel, selector);
            }
        }
    }

    /** A connected channel; null when there was no room in the socket's queue for all that time. */
    private static SocketChannel reach(SocketAddress address, Selector selector, long deadline) throws IOException {
        while (true) {
            SocketChannel channel = open(address);
            try {
                if (channel.connect(address) || finish(channel, selector, deadline)) {
                    return channel;
                }
                channel.close();
                return null;
            } catch (IOException e) {
                channel.close();
                // The queue of a Unix socket is full; there is nothing to wait on.
                boolean isFull = String.valueOf(e.getMessage()).contains("temporarily unavailable");
                if (!isFull) {
                    throw e;
                }
                if (System.nanoTime() - deadline >= 0) {
                    return null;
                }
                LockSupport.parkNanos(RETRY);
            }
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        boolean isUnix = address instanceof UnixDomainSocketAddress;
        SocketChannel channel = isUnix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        channel.configureBlocking(false);
        if (!isUnix) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return channel;
    }

    private static boolean finish(SocketChannel channel, Selector selector, long deadline) throws IOException {
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        while (!channel.finishConnect()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            select(selector, left);
        }
        key.interestOps(0);
        return true;
    }

    /** Sends a payload as a packet. */
    synchronized void send(byte[] payload, long deadline) {
        history.add(true, payload);
        write(Packets.frame(payload), deadline);
    }

    /** Sends several, in one go. */
    synchronized void send(List<byte[]> payloads, long deadline) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        for (byte[] payload : payloads) {
            history.add(true, payload);
            framed.writeBytes(Packets.frame(payload));
        }
        write(framed.toByteArray(), deadline);
    }

    /** Tells a running guest to stop. A guest that has just stopped by itself takes no notice. */
    synchronized void sendInterrupt(long deadline) {
        history.add(true, INTERRUPT);
        write(INTERRUPT, deadline);
    }

    /** Sends bytes as they are. */
    synchronized void write(byte[] bytes, long deadline) {
        try {
            for (int done = 0; done < bytes.length; ) {
                outgoing.clear();
                outgoing.put(bytes, done, Math.min(outgoing.capacity(), bytes.length - done));
                outgoing.flip();
                done += channel.write(outgoing);
                if (done < bytes.length) {
                    if (System.nanoTime() - deadline >= 0) {
                        throw StubException.of(Reason.SILENT, "silent", "", "");
                    }
                    LockSupport.parkNanos(RETRY);
                }
            }
        } catch (IOException e) {
            throw StubException.caused(Reason.LOST, e, "lost");
        }
    }

    /**
     * The next packet's payload.
     *
     * @param cancellable whether interrupting the thread, or {@link #wake}, ends the wait
     * @return null when none came in time, or the wait was ended
     */
    byte[] receive(long deadline, boolean cancellable) {
        boolean interrupted = false;
        ShortWaits waits = cancellable ? stops : answers;
        waits.begin(System.nanoTime());
        try {
            while (arrived.isEmpty()) {
                if (fill() > 0) {
                    continue;
                }
                long now = System.nanoTime();
                long left = deadline - now;
                if (left <= 0
                        || cancellable && (takeWake() || Thread.currentThread().isInterrupted())) {
                    return null;
                }
                interrupted |= !cancellable && Thread.interrupted();
                if (waits.isWorthLooking(now)) {
                    Thread.yield();
                } else {
                    select(selector, left);
                }
            }
            return arrived.poll();
        } catch (IOException e) {
            throw StubException.caused(Reason.LOST, e, "lost");
        } finally {
            waits.end(System.nanoTime());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the present wait for a packet, or else the next one, where that may be ended. Any thread. */
    void wake() {
        woken = true;
        selector.wakeup();
    }

    private boolean takeWake() {
        boolean was = woken;
        if (was) {
            woken = false;
        }
        return was;
    }

    private int fill() throws IOException {
        incoming.clear();
        int count = channel.read(incoming);
        if (count < 0) {
            throw StubException.of(Reason.LOST, "lost");
        }
        incoming.flip();
        try {
            reader.read(incoming, this::arrived);
        } catch (UnreadableException e) {
            throw StubException.of(Reason.GARBLED, e.getMessage());
        }
        return count;
    }

    private void arrived(byte[] payload) {
        history.add(false, payload);
        arrived.add(payload);
    }

    private static void select(Selector selector, long nanos) throws IOException {
        selector.select(Math.max(1, Math.min(nanos / 1_000_000, 3_600_000)));
        selector.selectedKeys().clear();
    }

    List<PacketEntry> history() {
        return history.entries();
    }

    static String seconds(Duration duration) {
        return Double.toString(duration.toMillis() / 1000.0).replaceAll("\\.0$", "");
    }

    @Override
    public void close() {
        release(channel, selector);
    }

    private static void release(SocketChannel channel, Selector selector) {
        try (selector;
                channel) {
            return;
        } catch (IOException e) {
            // It is of no use any more either way.
            return;
        }
    }
}
