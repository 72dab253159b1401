package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {

    private static final String STOP =
            "{\"timestamp\": {\"seconds\": 1796097812, \"microseconds\": 24}, \"event\": \"STOP\"}\r\n";

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesOneAfterTheOther() throws Exception {
        ByteBuffer bytes = bytes(STOP + STOP.replace("STOP", "DUMP_2") + "{\"return\": {}}\r\n");
        Announcement first = Announcement.take(bytes);
        assertThat(first.text()).isEqualTo(STOP.strip());
        assertThat(first.event()).isEqualTo(parsed(STOP));
        assertThat(first.event().time()).isEqualTo(Instant.ofEpochSecond(1_796_097_812, 24_000));
        assertThat(Announcement.take(bytes).event().name()).isEqualTo("DUMP_2");
        int rest = bytes.position();
        assertThat(Announcement.take(bytes)).isNull();
        assertThat(bytes.position()).isEqualTo(rest);
    }

    /** What the parser of JSON makes of it. */
    private static MonitorEvent parsed(String text) {
        return QmpMessages.event(JsonParser.parseString(text).getAsJsonObject(), Instant.EPOCH)
                .orElseThrow();
    }

    @Test
    void leavesOneThatHasNotCome() {
        for (int length = 0; length < STOP.length(); length++) {
            ByteBuffer bytes = bytes(STOP.substring(0, length));
            assertThat(Announcement.take(bytes)).isNull();
            assertThat(bytes.position()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"timestamp\": {\"seconds\": -1, \"microseconds\": -1}, \"event\": \"STOP\"}\r\n",
                "{\"timestamp\": {\"seconds\": 9999999999999, \"microseconds\": 1}, \"event\": \"STOP\"}\r\n",
                "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 1000000}, \"event\": \"STOP\"}\r\n",
                "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 01}, \"event\": \"STOP\"}\r\n",
                "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 1}, \"event\": \"\"}\r\n",
                "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 1}, \"event\": \"stop\"}\r\n",
                "{\"timestamp\": {\"seconds\": 1, \"microseconds\": 1}, \"event\": \"RESET\", \"data\": {}}\r\n",
                "{\"timestamp\":{\"seconds\":1,\"microseconds\":1},\"event\":\"STOP\"}\r\n",
                " {\"timestamp\": {\"seconds\": 1, \"microseconds\": 1}, \"event\": \"STOP\"}\r\n",
                "\u00e9"
            })
    void leavesWhatIsWrittenOtherwise(String text) {
        ByteBuffer bytes = bytes(text);
        assertThat(Announcement.take(bytes)).isNull();
        assertThat(bytes.position()).isZero();
    }
}
