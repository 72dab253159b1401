package org.zpcidebug.hypervisor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.MessageReader.UnreadableException;

class MessageReaderTest {

    private static List<String> read(MessageReader reader, String text) throws UnreadableException {
        List<String> messages = new ArrayList<>();
        reader.read(ByteBuffer.wrap(text.getBytes(UTF_8)), message -> messages.add(message.text()));
        return messages;
    }

    @Test
    void cutsWhereverTheBytesEnd() throws Exception {
        String text = "{\"a\": \"}{\\\"\u20ac\"}\r\n {\"b\":[{},{}]}{\"c\":1}\n";
        for (int size = 1; size < text.length(); size++) {
            MessageReader reader = new MessageReader(1000);
            List<String> messages = new ArrayList<>();
            for (int at = 0; at < text.length(); at += size) {
                messages.addAll(read(reader, text.substring(at, Math.min(text.length(), at + size))));
            }
            assertThat(messages).containsExactly("{\"a\": \"}{\\\"\u20ac\"}", "{\"b\":[{},{}]}", "{\"c\":1}");
            assertThat(reader.partial()).isEmpty();
        }
    }

    @Test
    void boundIsExact() throws Exception {
        MessageReader reader = new MessageReader(20);
        assertThat(read(reader, "{\"a\":\"" + "x".repeat(12) + "\"}")).hasSize(1);
        assertThatThrownBy(() -> read(reader, "{\"a\":\"" + "x".repeat(13) + "\"}"))
                .isInstanceOfSatisfying(UnreadableException.class, e -> {
                    assertThat(e.isTooLarge()).isTrue();
                    assertThat(e.excerpt()).isEqualTo("{\"a\":\"xxxxxxxxxxxxx\"");
                });
    }

    @Test
    void nestingBoundIsExact() throws Exception {
        int arrays = MessageReader.MAX_NESTING - 1;
        MessageReader reader = new MessageReader(1 << 20);
        assertThat(read(reader, "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}"))
                .hasSize(1);
        assertThatThrownBy(() -> read(reader, "{\"a\":" + "[".repeat(arrays + 1)))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void partialTellsWhatIsMissingItsEnd() throws Exception {
        MessageReader reader = new MessageReader(1000);
        assertThat(read(reader, "{\"half\": \"\u00e4")).isEmpty();
        assertThat(reader.partial()).isEqualTo("{\"half\": \"\\xc3\\xa4");
    }

    @Test
    void excerptsAreShort() {
        assertThat(Excerpt.of("\t\r\n\u0001\u007f~" + "x".repeat(1000)))
                .startsWith("\\t\\r\\n\\x01\\x7f~xxx")
                .endsWith("x...")
                .hasSizeLessThan(80);
    }
}
