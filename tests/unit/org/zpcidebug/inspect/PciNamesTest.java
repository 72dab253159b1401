package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests {@link PciNames} and {@link Words}. */
class PciNamesTest {

    @Test
    void knowsWhatQemuEmulates() {
        assertThat(PciNames.vendor(0x1af4)).isEqualTo("Red Hat (virtio)");
        assertThat(PciNames.device(0x1af4, 0x1041)).isEqualTo("Network card");
        assertThat(PciNames.device(0x1b36, 0x0010)).isEqualTo("NVMe controller");
        assertThat(PciNames.device(0x8086, 0x10d3)).contains("e1000e");
    }

    @Test
    void knowsWhatIbmZPassesThrough() {
        assertThat(PciNames.device(0x15b3, 0x1004)).contains("RoCE");
        assertThat(PciNames.device(0x1014, 0x04ed)).contains("ISM");
    }

    @Test
    void othersStayNumbers() {
        assertThat(PciNames.vendor(0xffff)).isEmpty();
        assertThat(PciNames.device(0x1af4, 0xffff)).isEmpty();
        assertThat(FunctionWords.vendor(0xffff)).isEqualTo("0xffff");
    }

    @Test
    void fallsBackToTheBaseClass() {
        assertThat(PciNames.pciClass(0x0200)).isEqualTo("Ethernet controller");
        assertThat(PciNames.pciClass(0x02fe)).isEqualTo("Network controller");
        assertThat(PciNames.pciClass(0xfe00)).isEmpty();
    }

    @Test
    void theTableIsWellFormed() throws Exception {
        try (InputStream table = PciNames.class.getResourceAsStream("pci-names.tsv")) {
            List<String> lines = new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            assertThat(lines)
                    .allMatch(line -> line.matches("vendor\t[0-9a-f]{4}\t\\S.*|device\t[0-9a-f]{4}:[0-9a-f]{4}\t\\S.*"
                            + "|class\t([0-9a-f]{2}){1,2}\t\\S.*"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void tellsSizesInTheUnitThatKeepsThemWhole() {
        assertThat(Words.bytes(0)).isEqualTo("0 bytes");
        assertThat(Words.bytes(4096)).isEqualTo("4 KiB");
        assertThat(Words.bytes(1536L << 10)).isEqualTo("1536 KiB");
        assertThat(Words.bytes(2L << 30)).isEqualTo("2 GiB");
        assertThat(Words.bytes(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE + " bytes");
    }

    @Test
    void tellsIdsInHex() {
        assertThat(Words.hex(-1)).isEqualTo("0xffffffffffffffff");
        assertThat(Words.hex16(0x1af4)).isEqualTo("0x1af4");
        assertThat(Words.hex16(1)).isEqualTo("0x0001");
    }
}
