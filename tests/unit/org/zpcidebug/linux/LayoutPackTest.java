package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zpcidebug.linux.KernelTypes.Source;

/** Golden offsets, from the debug information of Debian's 6.1.176-1. */
class LayoutPackTest {

    private static final KernelTypes TYPES = LayoutPack.find("6.1.0-50-s390x").orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "zpci_dev, entry, 0x08, 16",
        "zpci_dev, state, 0x50, 4",
        "zpci_dev, fid, 0x54, 4",
        "zpci_dev, fh, 0x58, 4",
        "zpci_dev, gisa, 0x5c, 4",
        "zpci_dev, vfn, 0x60, 2",
        "zpci_dev, pchid, 0x62, 2",
        "zpci_dev, maxstbl, 0x64, 2",
        "zpci_dev, pfgid, 0x66, 1",
        "zpci_dev, pft, 0x67, 1",
        "zpci_dev, uid, 0x94, 4",
        "zpci_dev, msi_addr, 0xd8, 8",
        "zpci_dev, max_msi, 0xe0, 4",
        "zpci_dev, msi_nr_irqs, 0xe8, 4",
        "zpci_dev, aibv, 0xf0, 8",
        "zpci_dev, aisb, 0xf8, 8",
        "zpci_dev, dma_table, 0x100, 8",
        "zpci_dev, iommu_bitmap, 0x118, 8",
        "zpci_dev, bars, 0x180, 192",
        "zpci_dev, start_dma, 0x240, 8",
        "zpci_dev, end_dma, 0x248, 8",
        "zpci_dev, fmb, 0x258, 8",
        "zpci_dev, fmb_update, 0x260, 2",
        "zpci_dev, allocated_pages, 0x268, 8",
        "zpci_dev, mapped_pages, 0x270, 8",
        "zpci_dev, unmapped_pages, 0x278, 8",
        "zpci_dev, s390_domain, 0x290, 8",
        "zpci_bus, bus, 8, 8",
        "zpci_bar_struct, val, 0x18, 4",
        "zpci_bar_struct, map_idx, 0x1c, 2",
        "zpci_bar_struct, size, 0x1e, 1",
        "airq_iv, end, 0x38, 8",
        "airq_iv, flags, 0x40, 8",
        "pci_dev, devfn, 56, 4",
        "pci_dev, dev.driver, 312, 8"
    })
    void debian61(String structure, String member, String offset, int bytes) {
        assertThat(TYPES.structure(structure).orElseThrow().field(member))
                .contains(Field.ofBytes(Integer.decode(offset), bytes));
    }

    @Test
    void whatThePackIs() {
        assertThat(TYPES.source()).isEqualTo(Source.LAYOUT);
        assertThat(TYPES.structure("zpci_dev").orElseThrow().bytes()).isEqualTo(704);
        assertThat(TYPES.structure("zpci_iommu_ctrs")).isEmpty();
        assertThat(TYPES.enumerator("zpci_state", "ZPCI_FN_STATE_STANDBY")).isEmpty();
    }

    @Test
    void onlyForItsReleases() {
        assertThat(LayoutPack.find("6.1.0-9-s390x")).isPresent();
        assertThat(LayoutPack.find("6.1.0-50-amd64")).isEmpty();
        assertThat(LayoutPack.find("6.12.95+deb12-s390x")).isEmpty();
        assertThat(LayoutPack.find("")).isEmpty();
    }
}
