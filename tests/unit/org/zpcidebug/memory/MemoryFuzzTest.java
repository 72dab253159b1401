package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Feeds the readers of text with whatever there is: each either reads it or refuses it with an
 * {@link IllegalArgumentException}. Run with JAZZER_FUZZ=1 it searches; otherwise it replays the stored inputs.
 */
class MemoryFuzzTest {

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1);
    }

    private static void reads(Runnable reader) {
        try {
            reader.run();
        } catch (IllegalArgumentException expected) {
            assertThat(expected.getMessage()).isNotEmpty().hasSizeLessThan(300);
        }
    }

    @FuzzTest
    void flatView(byte[] input) {
        reads(() -> {
            RamMap map = FlatView.parse(text(input));
            assertThat(map.size()).isPositive();
            map.ranges().forEach(range -> assertThat(map.find(range.start())).isSameAs(range));
        });
    }

    @FuzzTest
    void hostAddress(byte[] input) {
        reads(() -> HostAddress.parse(text(input), 0));
    }

    @FuzzTest
    void examineReply(byte[] input) {
        reads(() -> {
            byte[] bytes = ExamineReply.parse(text(input), 0x8000, 24);
            assertThat(bytes == null || bytes.length == 24).isTrue();
        });
    }

    @FuzzTest
    void processFiles(byte[] input) {
        String text = text(input);
        assertThat(ProcessMaps.parse(text).cover(0x1000, Long.MAX_VALUE)).isFalse();
        assertThat(PtraceRules.user(text)).isGreaterThanOrEqualTo(-1);
        SocketName name = new SocketName(Path.of("/run/qmp"), Path.of("/run/qmp"));
        text.lines().forEach(line -> {
            assertThat(SocketOwners.unixInode(line, name)).isGreaterThanOrEqualTo(-1);
            assertThat(SocketOwners.tcpInode(line, 4444)).isGreaterThanOrEqualTo(-1);
        });
    }
}
