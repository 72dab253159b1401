package org.zpcidebug.gdbstub;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.zpcidebug.gdbstub.PacketReader.UnreadableException;
import org.zpcidebug.hypervisor.MonitorAddress;

/** A gdb server that behaves as QEMU 7.2's, until the script of a test takes over. It serves one connection. */
public final class FakeStub implements AutoCloseable {

    private static final String DESCRIPTION =
            "<target><reg name=\"pswm\" bitsize=\"64\"/><reg name=\"pswa\" bitsize=\"64\"/></target>";

    private final Path folder = Files.createTempDirectory("zpcidebug");
    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Script script;
    private final Thread thread;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    private final PacketReader reader = new PacketReader(1 << 16);
    private volatile SocketChannel channel;

    /** What happens once a client has connected and agreed. */
    @FunctionalInterface
    public interface Script {

        /** Talks to the client; an IOException means that the client has left. */
        void play(FakeStub stub) throws IOException;
    }

    /** One that follows the script. */
    public FakeStub(Script script) throws IOException {
        this.script = script;
        server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
        thread = new Thread(this::run, "fake stub");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens. */
    public MonitorAddress address() {
        return new MonitorAddress.Unix(folder.resolve("s"));
    }

    /** All packets that arrived. */
    List<String> received() {
        return received;
    }

    private void run() {
        try (SocketChannel accepted = server.accept()) {
            channel = accepted;
            script.play(this);
        } catch (IOException e) {
            // The client left.
            return;
        }
    }

    /** Agrees with a client as QEMU 7.2 does, which first tells that the guest stopped. */
    public void agree() throws IOException {
        send("T02thread:01;");
        while (true) {
            String command = next();
            if (command.equals("qsThreadInfo")) {
                send("l");
                return;
            }
            answer(command);
        }
    }

    /** Answers a packet as QEMU does. */
    void answer(String command) throws IOException {
        sendBytes("+".getBytes(StandardCharsets.US_ASCII));
        if (command.startsWith("qSupported")) {
            send("PacketSize=1000;qXfer:features:read+;vContSupported+;multiprocess+");
        } else if (command.startsWith("qXfer")) {
            send("l" + DESCRIPTION);
        } else if (command.equals("?")) {
            send("T05thread:p01.01;");
        } else if (command.equals("qfThreadInfo")) {
            send("mp01.01,p01.02");
        } else if (command.equals("g")) {
            send("0000000000000001".repeat(18));
        } else if (command.equals("qC")) {
            send("QCp01.01");
        } else if (command.matches("[zZD].*")) {
            send("OK");
        } else {
            send("");
        }
    }

    /** The next packet of the client. */
    String next() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        while (waiting.isEmpty()) {
            buffer.clear();
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
            buffer.flip();
            try {
                reader.read(buffer, packet -> waiting.add(Packets.text(packet)));
            } catch (UnreadableException e) {
                throw new IOException(e);
            }
        }
        received.add(waiting.peek());
        return waiting.poll();
    }

    /** Sends a packet. */
    public void send(String payload) throws IOException {
        sendBytes(Packets.frame(payload));
    }

    void sendBytes(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Answers everything until the client leaves. */
    public void answerAll() throws IOException {
        while (true) {
            answer(next());
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        if (channel != null) {
            channel.close();
        }
        Files.deleteIfExists(folder.resolve("s"));
        Files.delete(folder);
    }
}
