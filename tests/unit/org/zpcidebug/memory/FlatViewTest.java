package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlatViewTest {

    private static final String HEAD = "FlatView #0\n AS \"I/O\", root: io\n Root memory region: io\n"
            + "  0000000000000000-000000000000ffff (prio 0, i/o): io\n\n"
            + "FlatView #1\n AS \"device-memory\", root: device-memory\n Root memory region: vm0\n"
            + "  0000000000000000-000000003fffffff (prio 0, ram): vm0\n\n"
            + "FlatView #2\n AS \"memory\", root: system\n AS \"cpu-memory-0\", root: system\n"
            + " Root memory region: system\n";

    private static RamMap parse(String ranges) {
        return FlatView.parse(HEAD + ranges + "\n");
    }

    @Test
    void readsOneBlock() {
        assertThat(parse("  0000000000000000-000000001fffffff (prio 0, ram): s390.ram\n")
                        .ranges())
                .containsExactly(new RamRange(0, 0x20000000, "s390.ram", 0));
    }

    @Test
    void readsSeveralBlocksOfTheGuestsView() {
        assertThat(parse("  0000000000000000-000000001fffffff (prio 0, ram): s390.ram\r\n"
                                + "  0000000040000000-000000007fffffff (prio 0, ram): vm0\r\n")
                        .ranges())
                .containsExactly(
                        new RamRange(0, 0x20000000, "s390.ram", 0), new RamRange(0x40000000, 0x40000000, "vm0", 0));
    }

    @Test
    void leavesOutOffsetsAndAccelerators() {
        assertThat(parse("  0000000000000000-0000000000000fff (prio 0, ram): s390.ram KVM\n"
                                + "  0000000000001000-0000000000001fff (prio -1, rom): s390.ram @0000000000001000 KVM\n"
                                + "  0000000000002000-0000000000002fff (prio 0, nv-ram): n v @0000000000002000\n")
                        .ranges())
                .extracting(RamRange::block)
                .containsExactly("s390.ram", "s390.ram", "n v");
    }

    @Test
    void devicesAndPartsOfPagesAreNoRam() {
        assertThat(parse("  0000000000000000-0000000000000fff (prio 0, ram): s390.ram\n"
                                + "  0000000000001000-0000000000001fff (prio 0, ramd): 0000:00:00.0 BAR 0\n"
                                + "  0000000000002000-0000000000002fff (prio 0, i/o): msix\n"
                                + "  0000000000003000-0000000000003fff (prio 0, romd): flash\n"
                                + "  0000000000004000-000000000000400f (prio 0, ram): small\n"
                                + "  0000000000005010-0000000000005fff (prio 0, ram): odd\n")
                        .ranges())
                .extracting(RamRange::block)
                .containsExactly("s390.ram");
    }

    @Test
    void refusesWhatIsNoView() {
        List.of(
                        "",
                        "No rendered FlatView\n",
                        "unknown command: 'info mtree'",
                        HEAD,
                        HEAD + "  0000000000000000-0000000000000fff (prio 0, i/o): io\n",
                        HEAD + "  0000000000000000-0000000000000fff (prio 0, ram)\n",
                        HEAD + "  0-fff (prio 0, ram): s390.ram\n",
                        HEAD + "  0000000000001000-0000000000000fff (prio 0, ram): s390.ram\n",
                        HEAD + "  fffffffffffff000-ffffffffffffffff (prio 0, ram): s390.ram\n",
                        HEAD + "  0000000000000000-0000000000001fff (prio 0, ram): a\n"
                                + "  0000000000001000-0000000000001fff (prio 0, ram): b\n")
                .forEach(text -> assertThatThrownBy(() -> FlatView.parse(text))
                        .as(text)
                        .isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void boundsTheNumberOfRanges() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append(String.format("  %016x-%016x (prio 0, ram): r%n", i * 8192L, i * 8192L + 4095));
        }
        assertThatThrownBy(() -> parse(text.toString())).isInstanceOf(IllegalArgumentException.class);
    }
}
