package org.zpcidebug.testing;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Whether a monitor answers, found out by connecting for as long as its greeting takes. */
final class MonitorGreeting {

    private static final Duration GREETING = Duration.ofSeconds(3);

    private MonitorGreeting() {}

    /**
     * Connects, reads the greeting and leaves.
     *
     * @throws AssertionError nobody listens, or no greeting came
     */
    static void check(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            Eventually.passes(GREETING, () -> {
                int count = channel.read(buffer);
                String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
                if (count < 0 || !text.contains("\"QMP\"") || !text.endsWith("\n")) {
                    throw new AssertionError("No greeting on " + socket + " yet: " + text);
                }
            });
        } catch (IOException e) {
            throw new AssertionError("Cannot connect to " + socket + ": " + e.getMessage(), e);
        }
    }
}
