package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.zpcidebug.inspect.AdapterCounts.Message;

class AdapterTallyTest {

    private static final String LOG =
            """
            css_do_sic CSS: set interruption mode 0x1 on isc 0x2
            s390_pci_msi_ctrl_write write_msix data 0x2 idx 1 vec 0x2
            css_adapter_interrupt CSS: adapter I/O interrupt (isc 0x2)
            css_adapter_interrupt CSS: adapter I/O interrupt (isc 0x2)
            qemu_s390_airq_suppressed flic: adapter I/O interrupt suppressed (type 0x1 isc 0x2)
            something else
            css_adapter_interrupt CSS: adapter I/O interrupt (isc 0x3)
            """;

    private static void add(AdapterTally tally, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        tally.add(bytes, bytes.length);
    }

    private static void check(AdapterCounts counts) {
        assertThat(counts.subclasses().get(2).raised()).isEqualTo(2);
        assertThat(counts.subclasses().get(2).dropped()).isEqualTo(1);
        assertThat(counts.subclasses().get(2).mode().suppressed()).isTrue();
        assertThat(counts.subclasses().get(3).raised()).isEqualTo(1);
        assertThat(counts.subclasses().get(3).mode().suppressed()).isNull();
        assertThat(counts.messages()).isEqualTo(Map.of(new Message(1, 2), 1L));
        assertThat(counts.isWhole()).isTrue();
    }

    @Test
    void countsLines() {
        AdapterTally tally = new AdapterTally(Instant.EPOCH, true);
        add(tally, LOG);
        check(tally.counts());
    }

    @Test
    void aLineMayComeInPieces() {
        for (int size = 1; size < 90; size++) {
            AdapterTally tally = new AdapterTally(Instant.EPOCH, true);
            for (int at = 0; at < LOG.length(); at += size) {
                add(tally, LOG.substring(at, Math.min(LOG.length(), at + size)));
            }
            check(tally.counts());
        }
    }

    @Test
    void anUnfinishedLineDoesNotCount() {
        AdapterTally tally = new AdapterTally(Instant.EPOCH, false);
        add(tally, "css_adapter_interrupt CSS: adapter I/O interrupt (isc 0x2)");
        assertThat(tally.counts().subclasses().get(2).raised()).isZero();
        assertThat(tally.counts().messages()).isNull();
        tally.lost();
        add(tally, "\n" + "x".repeat(600) + "\ncss_adapter_interrupt CSS: adapter I/O interrupt (isc 0x2)\n");
        assertThat(tally.counts().subclasses().get(2).raised()).isEqualTo(1);
        assertThat(tally.counts().isWhole()).isFalse();
    }
}
