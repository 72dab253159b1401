package org.zpcidebug.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LinuxReportTest {

    private static final String REPORT =
            """
            REPORT-BEGIN 7
            UPTIME 5.15
            FUNCTION 0011:00:00.0 function_id=0x00000100 function_handle=0x80020000 uid=0x11 pchid=0x0000 pfgid=0xff \
            pft=0x00 vfn=0x0000 driver=virtio-pci
            FUNCTION 0012:00:00.0 function_id=0x00000200 function_handle=0x00020001 uid=0x12 pchid=0x00fe pfgid=0xff \
            pft=0x05 vfn=0x0001 driver=-
            STATISTICS 0011:00:00.0 Update interval: 4000 ms
            STATISTICS 0011:00:00.0 Samples: 3
            STATISTICS 0011:00:00.0 Last update TOD: c43af6614
            [    9.1] a line of the kernel
            STATISTICS 0011:00:00.0            Load operations:\t265
            STATISTICS 0011:00:00.0               Mapped pages:\t72
            INTERRUPTS            CPU0       CPU1
            INTERRUPTS EXT:        705        719
            INTERRUPTS   4:         20        108   PCI-MSI  virtio0-req.0
            INTERRUPTS MSI:          9         15   [AIO] MSI Interrupt
            GAP-US 512
            UPTIME-END 5.49
            REPORT-END 7
            """;

    @Test
    void readsEveryKindOfLine() {
        LinuxReport report = LinuxReport.first(REPORT).orElseThrow();

        assertThat(report.number()).isEqualTo(7);
        assertThat(report.uptime()).isEqualTo(5.15);
        assertThat(report.uptimeEnd()).isEqualTo(5.49);
        assertThat(report.gapMicros()).isEqualTo(OptionalLong.of(512));
        assertThat(report.functions()).hasSize(2);
        LinuxFunction first = report.function(0x100);
        assertThat(first.address()).isEqualTo("0011:00:00.0");
        assertThat(first.handle()).isEqualTo(0x80020000L);
        assertThat(first.driver()).contains("virtio-pci");
        assertThat(first.measured()).isTrue();
        assertThat(first.samples()).isEqualTo(3);
        assertThat(first.loads()).isEqualTo(265);
        assertThat(first.mappedPages()).isEqualTo(72);
        assertThat(first.statistics()).containsEntry("Last update TOD", 0xc43af6614L);
        LinuxFunction second = report.function(0x200);
        assertThat(second.driver()).isEmpty();
        assertThat(second.measured()).isFalse();
        assertThat(second.pchid()).isEqualTo(0xfe);
        assertThat(second.pft()).isEqualTo(5);
        assertThat(second.vfn()).isEqualTo(1);
    }

    @Test
    void readsInterruptRowsWithAndWithoutHandler() {
        LinuxReport report = LinuxReport.first(REPORT).orElseThrow();

        assertThat(report.interrupts()).containsOnlyKeys("EXT", "4", "MSI");
        assertThat(report.interrupts().get("4").counts()).isEqualTo(List.of(20L, 108L));
        assertThat(report.interrupts().get("4").handler()).isEqualTo("virtio0-req.0");
        assertThat(report.interrupts().get("MSI").total()).isEqualTo(24);
        assertThat(report.interrupts().get("EXT").description()).isEmpty();
    }

    @Test
    void passesOverWhatIsIncomplete() {
        String unfinished = REPORT.substring(0, REPORT.indexOf("GAP-US")).replace("BEGIN 7", "BEGIN 8");

        assertThat(LinuxReport.last("REPORT-END 6\r\n" + REPORT.replace("\n", "\r\n") + unfinished))
                .map(LinuxReport::number)
                .contains(7);
        assertThat(LinuxReport.first(unfinished)).isEmpty();
        assertThat(LinuxReport.first(unfinished + REPORT))
                .map(LinuxReport::number)
                .contains(7);
        assertThat(LinuxReport.first("")).isEmpty();
    }

    @Test
    void saysWhichFunctionIsMissing() {
        LinuxReport report = LinuxReport.first(REPORT).orElseThrow();

        assertThatThrownBy(() -> report.function(0x300))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("0x300");
        assertThatThrownBy(() -> report.function(0x200).loads()).isInstanceOf(AssertionError.class);
    }
}
