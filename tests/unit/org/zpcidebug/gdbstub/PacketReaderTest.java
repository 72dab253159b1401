package org.zpcidebug.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zpcidebug.gdbstub.PacketReader.UnreadableException;

class PacketReaderTest {

    private static final int MOST = 100;

    private static List<String> read(byte[]... pieces) throws UnreadableException {
        PacketReader reader = new PacketReader(MOST);
        List<String> packets = new ArrayList<>();
        for (byte[] piece : pieces) {
            reader.read(ByteBuffer.wrap(piece), packet -> packets.add(Packets.text(packet)));
        }
        return packets;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertUnreadable(String text, String key) {
        assertThatThrownBy(() -> read(bytes(text)))
                .isInstanceOf(UnreadableException.class)
                .hasMessage(key);
    }

    @Test
    void takesPacketsApart() throws Exception {
        assertThat(read(bytes("+$T02thread:01;#04+$OK#9a"))).containsExactly("T02thread:01;", "OK");
        assertThat(read(bytes("$#00"))).containsExactly("");
    }

    @Test
    void takesPacketsInPieces() throws Exception {
        List<byte[]> pieces = new ArrayList<>();
        for (byte value : bytes("+$OK#9a$E14#aa")) {
            pieces.add(new byte[] {value});
        }
        assertThat(read(pieces.toArray(byte[][]::new))).containsExactly("OK", "E14");
    }

    @Test
    void expandsRepetitions() throws Exception {
        assertThat(read(bytes("$0* #7a"))).containsExactly("0000");
        assertThat(read(bytes("$a0*!b#3e"))).containsExactly("a00000b");
    }

    @Test
    void readsWhatIsWritten() throws Exception {
        String special = "a$b#c}d*e\u0003\u00ff";
        assertThat(read(Packets.frame(bytes(special)))).containsExactly(special);
        assertThat(Packets.text(Packets.frame("OK"))).isEqualTo("$OK#9a");
    }

    @Test
    void leavesNotificationsOut() throws Exception {
        assertThat(read(bytes("%Stop:T05#99$OK#9a"))).containsExactly("OK");
    }

    @Test
    void refusesWhatCannotBeRead() {
        assertUnreadable("$OK#9b", "garbled.checksum");
        assertUnreadable("$OK#9z", "garbled.checksum");
        assertUnreadable("$*  #00", "garbled.repeat");
        assertUnreadable("$a*\u0010#00", "garbled.repeat");
        assertUnreadable("$OK#9a-", "garbled.refused");
    }

    @Test
    void aRefusalOfWhatWasSentByAnotherDebuggerIsNone() throws Exception {
        assertThat(read(bytes("-+$OK#9a"))).containsExactly("OK");
    }

    @Test
    void hasABoundAfterExpansion() {
        assertUnreadable("$" + "x".repeat(MOST + 1), "tooLarge");
        assertUnreadable("$a*~*~", "tooLarge");
    }

    @Test
    void readsHexadecimalBytes() {
        assertThat(Packets.bytes(bytes("00fFa5"))).containsExactly(0, 0xff, 0xa5);
        assertThat(Packets.bytes(bytes("0"))).isNull();
        assertThat(Packets.bytes(bytes("0g"))).isNull();
        assertThat(Packets.bytes(bytes("E14"))).isNull();
        assertThat(Packets.hex(new byte[] {0, (byte) 0xff, (byte) 0xa5})).isEqualTo("00ffa5");
    }
}
