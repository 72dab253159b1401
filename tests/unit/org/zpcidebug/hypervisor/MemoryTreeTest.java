package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonPrimitive;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.MemoryTree.DmaSpace;

/** Tests {@link MemoryTree}. */
class MemoryTreeTest {

    private static final String MSIX = "    fe00000000000000-fe00000000000fff (prio 0, i/o): msix-s390-0011\n";
    private static final String IOMMU = "    0000000000000000-000000011fffffff (prio 0, i/o): iommu-s390-0011\n";
    private static final String DIRECT = "    0000000100000000-000000011fffffff (prio 0, ram): alias iommu-dm-s390-0011"
            + " @s390.ram 0000000000000000-000000001fffffff\n";

    private static MemoryTree tree(String lines) {
        return MemoryTree.parse("address-space: iommu-pci-00:00.0\n"
                + "  0000000000000000-ffffffffffffffff (prio 0, i/o): iommu-root-00:00.0\n" + lines);
    }

    @Test
    void readsQemu72() {
        MemoryTree tree = MemoryTree.parse(Recorded.text("7.2/info-mtree.txt"));
        assertThat(tree.spaces()).containsOnlyKeys(0x11, 0x12, 0x13);
        assertThat(tree.spaces().values()).containsOnly(new DmaSpace(true, 0x11fffffffL, false));
    }

    @Test
    void readsQemu10() {
        MemoryTree tree = MemoryTree.parse(Recorded.text("10.0/info-mtree.txt"));
        assertThat(tree.spaces()).containsOnlyKeys(0x11, 0x12, 0x13, 0x14, 0x15, 0x16);
        assertThat(tree.spaces().values()).containsOnly(new DmaSpace(true, 0x109ffffffL, false));
    }

    @Test
    void withoutRegistrationThereIsOnlyTheMessageRegion() {
        assertThat(tree(MSIX).space(0x11)).hasValueSatisfying(space -> {
            assertThat(space.translated()).isFalse();
            assertThat(space.direct()).isFalse();
        });
    }

    @Test
    void recognisesDirectMapping() {
        assertThat(tree(DIRECT + MSIX).space(0x11)).hasValueSatisfying(space -> {
            assertThat(space.translated()).isFalse();
            assertThat(space.direct()).isTrue();
        });
    }

    @Test
    void theOrderOfRegionsDoesNotMatter() {
        assertThat(tree(MSIX + IOMMU)).isEqualTo(tree(IOMMU + MSIX));
    }

    @Test
    void limitsAreUnsigned() {
        String all = IOMMU.replace("000000011fffffff", "ffffffffffffffff");
        assertThat(tree(all).space(0x11)).hasValue(new DmaSpace(true, -1, false));
    }

    @Test
    void disabledRegionsDoNotCount() {
        assertThat(tree(IOMMU.replace("-0011", "-0011 [disabled]")).space(0x11)).isEmpty();
    }

    @Test
    void aFunctionWithoutDeviceHasNoSpace() {
        assertThat(tree(MSIX).space(0x12)).isEmpty();
    }

    @Test
    void otherLinesAreSkipped() {
        assertThat(tree("iommu-s390-0011\n  zz-ff (prio 0, i/o): iommu-s390-0011\n"
                                + IOMMU.replace("s390", "s391") + IOMMU.replace("-0011", "-11")
                                + "x".repeat(100_000) + "\n")
                        .spaces())
                .isEmpty();
    }

    @Test
    void whatIsNoTreeIsRefused() {
        assertThatThrownBy(() -> MemoryTree.parse("unknown command: 'info mtree'\r\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksTheHumanMonitor() {
        MonitorCommand<MemoryTree> query = MemoryTree.query();
        assertThat(query.arguments().get("command-line").getAsString()).isEqualTo("info mtree");
        assertThat(query.reply()
                        .apply(new JsonPrimitive(Recorded.text("7.2/info-mtree.txt")))
                        .spaces())
                .hasSize(3);
    }
}
