package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests the readers of {@code gpa2hva} and {@code xp}. */
class RepliesTest {

    private static final String ONE_LINE = "0000000000008000: 0x0123456789abcdef 0xfedcba9876543210\r\n";
    private static final String HALF_LINE = "0000000000008010: 0x0000000000000001\r\n";

    @Test
    void hostAddress() {
        String text = "Host virtual address for 0x1fffffff (s390.ram) is 0x7f3c57dfffff\r\n";
        assertThat(HostAddress.parse(text, 0x1fffffff)).isEqualTo(0x7f3c57dfffffL);
        assertThat(HostAddress.parse("Host virtual address for 0x0 (m (0) is 0x1) is 0x7000\n", 0))
                .isEqualTo(0x7000);
    }

    @Test
    void noHostAddress() {
        assertThat(HostAddress.parse("No memory is mapped at address 0x20000000\r\n", 0x20000000))
                .isZero();
        assertThat(HostAddress.parse("Memory at address 0x20000000 is not RAM\r\n", 0x20000000))
                .isZero();
    }

    @Test
    void refusesOtherAnswersThanHostAddresses() {
        List.of(
                        "",
                        "Host virtual address for 0x1000 (s390.ram) is 0x7f3c57dfffff\r\n",
                        "Host virtual address for 0x0 (s390.ram) is 0x\r\n",
                        "Host virtual address for 0x0 (s390.ram) is 0x7f3c57dfffff1234567\r\n",
                        "Host virtual address for 0x0 (s390.ram) is 0x7f3c57dfffff and more\r\n",
                        "unknown command: 'gpa2hva'\r\n")
                .forEach(text -> assertThatThrownBy(() -> HostAddress.parse(text, 0))
                        .as(text)
                        .isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void dumpInStorageOrder() {
        assertThat(ExamineReply.parse(ONE_LINE + HALF_LINE, 0x8000, 24))
                .asHexString()
                .isEqualTo("0123456789ABCDEFFEDCBA98765432100000000000000001");
        assertThat(ExamineReply.parse(ONE_LINE.replace("\r", ""), 0x8000, 16)).hasSize(16);
    }

    @Test
    void whatCannotBeAccessed() {
        assertThat(ExamineReply.parse("0000000000008000: Cannot access memory\r\n", 0x8000, 8))
                .isNull();
        assertThat(ExamineReply.parse(ONE_LINE + "0000000000008010: Cannot access memory\r\n", 0x8000, 24))
                .isNull();
    }

    @Test
    void refusesOtherDumps() {
        List.of(
                        "",
                        ONE_LINE,
                        ONE_LINE + ONE_LINE,
                        ONE_LINE + HALF_LINE + "x",
                        ONE_LINE + HALF_LINE + HALF_LINE,
                        ONE_LINE + HALF_LINE.replace("8010", "8018"),
                        ONE_LINE + HALF_LINE.replace("0001", "000G"),
                        ONE_LINE + HALF_LINE.replace(" 0x", " "),
                        ONE_LINE + "0000000000008010:",
                        ONE_LINE + "0000000000008010: \r\n",
                        ONE_LINE + HALF_LINE.substring(0, 25))
                .forEach(text -> assertThatThrownBy(() -> ExamineReply.parse(text, 0x8000, 24))
                        .as(text)
                        .isInstanceOf(IllegalArgumentException.class));
    }
}
