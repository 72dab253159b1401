package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whatever arrives, what is taken as an announcement is the message that the reader of all messages sees there. */
class AnnouncementFuzzTest {

    @FuzzTest
    void takesWhatTheReaderReads(byte[] bytes) throws Exception {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Announcement taken = Announcement.take(buffer);
        if (taken == null) {
            assertThat(buffer.position()).isZero();
            return;
        }
        List<MessageReader.Message> read = new ArrayList<>();
        new MessageReader(bytes.length).read(ByteBuffer.wrap(bytes, 0, buffer.position()), read::add);
        assertThat(read).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo(taken.text());
            assertThat(QmpMessages.event(message.json(), Instant.EPOCH)).contains(taken.event());
        });
    }
}
