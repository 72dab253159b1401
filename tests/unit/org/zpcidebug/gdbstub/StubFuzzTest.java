package org.zpcidebug.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.zpcidebug.gdbstub.PacketReader.UnreadableException;

/** Whatever a stub sends is read or refused, and never grows past its bound. */
class StubFuzzTest {

    private static final int MOST = 4096;

    @FuzzTest
    void readsAnything(byte[] bytes) {
        PacketReader reader = new PacketReader(MOST);
        try {
            reader.read(ByteBuffer.wrap(bytes), StubFuzzTest::use);
        } catch (UnreadableException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    private static void use(byte[] packet) {
        assertThat(packet.length).isLessThanOrEqualTo(MOST);
        byte[] bytes = Packets.bytes(packet);
        assertThat(bytes == null || bytes.length * 2 == packet.length).isTrue();
        if (StopReply.isOne(packet)) {
            StopReply.parse(packet).thread().ifPresent(thread -> assertThat(thread.thread())
                    .isPositive());
        }
        TargetDescription description = TargetDescription.read(name -> Packets.text(packet));
        assertThat(description.numbers().size()).isLessThanOrEqualTo(1024);
    }
}
