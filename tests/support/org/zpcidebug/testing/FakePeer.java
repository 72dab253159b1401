package org.zpcidebug.testing;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A {@link FakeMonitor}'s end of one connection: what a script does with it. All methods block. */
public final class FakePeer {

    /** A greeting as QEMU 7.2 sends it. */
    public static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7},"
                    + " \"package\": \"fake\"}, \"capabilities\": [\"oob\"]}}";

    private final SocketChannel channel;
    private final BufferedReader lines;
    private final List<String> received;
    private final Map<String, CountDownLatch> told;

    FakePeer(SocketChannel channel, List<String> received, Map<String, CountDownLatch> told) throws IOException {
        this.channel = channel;
        this.received = received;
        this.told = told;
        this.lines =
                new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
        if (!(channel.getLocalAddress() instanceof UnixDomainSocketAddress)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
    }

    /** Sends the greeting. */
    public void greet() throws IOException {
        send(GREETING);
    }

    /** Greets and agrees on capabilities. */
    public void negotiate() throws IOException {
        greet();
        reply(command(), "{}");
    }

    /** The next command, waited for. */
    public JsonObject command() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new EOFException();
        }
        received.add(line);
        return JsonParser.parseString(line).getAsJsonObject();
    }

    /** Answers a command with a value. */
    public void reply(JsonObject command, String value) throws IOException {
        send("{\"return\": " + value + ", \"id\": " + command.get("id") + "}");
    }

    /** Answers a command with an error. */
    public void fail(JsonObject command, String errorClass, String description) throws IOException {
        send("{\"error\": {\"class\": \"" + errorClass + "\", \"desc\": \"" + description + "\"}, \"id\": "
                + command.get("id") + "}");
    }

    /** Announces an event. */
    public void event(String name, String data) throws IOException {
        send("{\"event\": \"" + name + "\", \"data\": " + data
                + ", \"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 123456}}");
    }

    /** Waits until the test says that word to the monitor. */
    public void awaitWord(String word) throws IOException {
        try {
            if (!told.computeIfAbsent(word, key -> new CountDownLatch(1)).await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody said " + word);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException(word);
        }
    }

    /** Answers each command with its name, until the client leaves. */
    public void answerAll() throws IOException {
        while (true) {
            JsonObject command = command();
            reply(command, command.get("execute").toString());
        }
    }

    /** Says nothing until the client leaves. */
    public void waitForEnd() throws IOException {
        while (true) {
            command();
        }
    }

    /** Sends a line. */
    public void send(String line) throws IOException {
        sendBytes((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Sends bytes as they are. */
    public void sendBytes(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Sends a line, each byte in a packet of its own as far as the transport allows. */
    public void sendSlowly(String line) throws IOException {
        for (byte value : (line + "\r\n").getBytes(StandardCharsets.UTF_8)) {
            sendBytes(new byte[] {value});
            Thread.yield();
        }
    }
}
