package org.zpcidebug.hypervisor;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The socket of one connection and the thread that serves it, the only one that reads and writes it. The thread never
 * waits for anything but its selector, so every deadline and every cancellation is met whatever the other side does.
 */
@SuppressWarnings("nls")
final class QmpLink implements Runnable {

    private static final int BUFFER_BYTES = 64 << 10;

    /** A debugger's stops are announced by the thousand a second: then they are read that often, all at once. */
    private static final long REST_MILLIS = 10;

    private final MonitorAddress address;
    private final MonitorOptions options;
    private final QmpProtocol protocol;
    private final MessageReader reader;
    private final Selector selector;
    private final AtomicLong sequence = new AtomicLong();
    private final ByteBuffer incoming = ByteBuffer.allocate(BUFFER_BYTES);
    private ByteBuffer outgoing = ByteBuffer.allocate(0);
    private SocketChannel channel;

    QmpLink(MonitorAddress address, MonitorOptions options) throws IOException {
        this.address = address;
        this.options = options;
        this.protocol = new QmpProtocol(address, options);
        this.reader = new MessageReader(options.maxMessageBytes());
        this.selector = Selector.open();
    }

    void start() {
        Thread thread = new Thread(this, "zPCI monitor " + address);
        thread.setDaemon(true);
        thread.start();
    }

    MonitorAddress address() {
        return address;
    }

    MonitorOptions options() {
        return options;
    }

    QmpProtocol protocol() {
        return protocol;
    }

    <T> CompletableFuture<T> submit(MonitorCommand<T> command, Duration deadline) {
        Call<T> call = new Call<>(sequence.incrementAndGet(), command, deadline, System.nanoTime());
        protocol.commands().submit(call);
        selector.wakeup();
        return call.future();
    }

    /** Ends the connection soon; what is pending fails with the cause unless there was an earlier one. */
    void close() {
        protocol.end(new MonitorException.Closed(address));
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            channel = new Connector(address, selector, protocol::isEnding, options.connect()).connect();
            channel.register(selector, SelectionKey.OP_READ);
            protocol.connected(System.nanoTime());
            while (!protocol.isEnding()) {
                selector.select(millisToWait());
                selector.selectedKeys().clear();
                work();
                rest();
            }
        } catch (MonitorException e) {
            protocol.end(e);
        } catch (IOException | RuntimeException | Error e) {
            protocol.end(new MonitorException.Lost(e, address));
        } finally {
            protocol.ending();
            release(channel);
            release(selector);
            protocol.ended();
        }
    }

    private long millisToWait() {
        return Math.max(1, (protocol.untilNextExpiry(System.nanoTime()) + 999_999) / 1_000_000);
    }

    private void work() throws IOException {
        receive();
        protocol.expire(System.nanoTime());
        send();
    }

    /** Takes one buffer full; when there is more, the selector returns at once. */
    private void receive() throws IOException {
        incoming.clear();
        int count = channel.read(incoming);
        if (count < 0) {
            protocol.end(new MonitorException.Lost(address, reader.partial()));
            return;
        }
        incoming.flip();
        takeAnnouncements();
        try {
            reader.read(incoming, protocol::received);
        } catch (MessageReader.UnreadableException e) {
            protocol.unreadable(e);
        }
        protocol.publish();
    }

    /** Usually all that came by itself. */
    private void takeAnnouncements() {
        boolean isOne = protocol.isReady() && reader.isBetweenMessages();
        while (isOne) {
            Announcement next = Announcement.take(incoming);
            isOne = next != null;
            if (isOne) {
                protocol.received(next);
            }
        }
    }

    /** Takes the next message only when the socket took the last: what was not taken can still be cancelled. */
    private void send() throws IOException {
        while (!protocol.isEnding()) {
            if (outgoing.hasRemaining()) {
                channel.write(outgoing);
            }
            Optional<String> next = outgoing.hasRemaining() ? Optional.empty() : protocol.next(System.nanoTime());
            if (next.isEmpty()) {
                break;
            }
            outgoing = ByteBuffer.wrap((next.get() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        int interest = outgoing.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        channel.keyFor(selector).interestOps(interest);
    }

    /** While nothing is asked, leaves unread for a moment what QEMU says by itself; a command ends that. */
    private void rest() throws IOException {
        if (protocol.isIdle() && !outgoing.hasRemaining() && !protocol.isEnding()) {
            SelectionKey key = channel.keyFor(selector);
            key.interestOps(0);
            selector.select(REST_MILLIS);
            key.interestOps(SelectionKey.OP_READ);
            work();
        }
    }

    private void release(Closeable resource) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (IOException e) {
            protocol.end(new MonitorException.Lost(e, address));
        }
    }
}
