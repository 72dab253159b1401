package org.zpcidebug.gdbstub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zpcidebug.gdbstub.StopReply.Kind;

/** The stop replies that QEMU 7.2 and 11.1 were seen to send. */
class StopReplyTest {

    private static StopReply parse(String text) {
        byte[] packet = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(StopReply.isOne(packet)).isTrue();
        return StopReply.parse(packet);
    }

    @Test
    void namesTheCpu() {
        StopReply stop = parse("T05thread:p01.02;");
        assertThat(stop.kind()).isEqualTo(Kind.TRAPPED);
        assertThat(stop.thread()).contains(new StubThread(1, 2));
        assertThat(stop.thread().get()).hasToString("p1.2");
        assertThat(stop.thread().get().cpu()).isEqualTo(1);
        assertThat(parse("T02thread:01;").thread()).contains(new StubThread(0, 1));
    }

    @Test
    void mayNameNone() {
        assertThat(parse("T05core:01;").thread()).isEmpty();
        assertThat(parse("S05").thread()).isEmpty();
        assertThat(parse("T05thread:p01.-1;").thread()).isEmpty();
        assertThat(parse("T05thread:p99999999.1;;:;thread").thread()).isEmpty();
    }

    @Test
    void namesTheWatchedAddress() {
        assertThat(parse("T05thread:p01.01;watch:00000000fffffff8;").watched()).hasValue(0xfffffff8L);
        assertThat(parse("T05thread:p01.01;watch:zz;").watched()).isEmpty();
    }

    @Test
    void tellsKindsApart() {
        assertThat(parse("T02thread:p01.02;").kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(parse("T06").kind()).isEqualTo(Kind.OTHER);
        assertThat(parse("W00").kind()).isEqualTo(Kind.ENDED);
        assertThat(parse("X09;process:1").kind()).isEqualTo(Kind.ENDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "E14", "T", "T0", "T0x", "0011223344", "mp01.01,p01.02", "QCp01.01"})
    void isNothingElse(String text) {
        assertThat(StopReply.isOne(text.getBytes(StandardCharsets.ISO_8859_1))).isFalse();
    }
}
