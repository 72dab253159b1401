package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Whatever arrives, the reader gives messages or says that it cannot, the same for every way of cutting the bytes. */
class MessageReaderFuzzTest {

    private static final int BOUND = 4096;

    private record Outcome(List<String> messages, String excerpt) {}

    @FuzzTest
    void readsAnything(byte[] bytes) {
        Outcome whole = read(bytes, bytes.length);
        assertThat(read(bytes, 1).messages()).isEqualTo(whole.messages());
        assertThat(read(bytes, 7).messages()).isEqualTo(whole.messages());
        assertThat(whole.messages()).allMatch(message -> message.startsWith("{") && message.length() <= BOUND);
        assertThat(whole.excerpt()).hasSizeLessThan(80).matches("[ -~]*");
    }

    private static Outcome read(byte[] bytes, int size) {
        MessageReader reader = new MessageReader(BOUND);
        QmpProtocol protocol = new QmpProtocol(new MonitorAddress.Tcp("localhost", 1), MonitorOptions.DEFAULT);
        protocol.connected(0);
        List<String> messages = new ArrayList<>();
        try {
            for (int at = 0; at < bytes.length; at += size) {
                ByteBuffer piece = ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at));
                reader.read(piece, message -> {
                    messages.add(message.text());
                    protocol.received(message);
                    protocol.next(0);
                });
            }
            return new Outcome(messages, reader.partial());
        } catch (MessageReader.UnreadableException e) {
            protocol.unreadable(e);
            return new Outcome(messages, e.excerpt());
        } finally {
            assertThat(protocol.history().entries()).hasSizeLessThanOrEqualTo(TrafficHistory.MESSAGES);
        }
    }
}
