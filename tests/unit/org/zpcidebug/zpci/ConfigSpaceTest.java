package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests {@link ConfigSpace} and {@link ConfigDecoder} with a virtio block device of QEMU 7.2. */
class ConfigSpaceTest {

    private static byte[] bytes() {
        byte[] bytes = new byte[ConfigSpace.BYTES];
        put(bytes, 0x00, 0xf4, 0x1a, 0x42, 0x10, 0x06, 0x00, 0x10, 0x00, 0x01, 0x00, 0x00, 0x01);
        put(bytes, 0x20, 0x0c);
        put(bytes, 0x2c, 0xf4, 0x1a, 0x00, 0x11);
        put(bytes, 0x34, 0x98);
        put(bytes, 0x84, 0x09, 0x70, 0x14, 0x05);
        put(bytes, 0x98, 0x11, 0x84, 0x01, 0x80, 0x01, 0, 0, 0, 0x01, 0x08, 0, 0);
        put(bytes, 0x70, 0x09, 0x00, 0x14, 0x02, 0x04, 0, 0, 0, 0, 0x30, 0, 0, 0, 0x10);
        return bytes;
    }

    private static void put(byte[] bytes, int at, int... values) {
        for (int i = 0; i < values.length; i++) {
            bytes[at + i] = (byte) values[i];
        }
    }

    private static String value(List<ConfigSection> sections, String section, String field) {
        return sections.stream()
                .filter(s -> s.label().equals(section))
                .flatMap(s -> s.fields().stream())
                .filter(f -> f.label().equals(field))
                .map(ConfigField::value)
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Test
    void followsTheChainOfCapabilities() {
        ConfigSpace space = new ConfigSpace(bytes());
        assertThat(space.capabilities())
                .containsExactly(
                        new PciCapability(0x11, 0x98, false),
                        new PciCapability(0x09, 0x84, false),
                        new PciCapability(0x09, 0x70, false));
        assertThat(space.msix()).contains(new MsixCapability(2, true, false, 1, 0, 1, 0x800));
        assertThat(space.isExpress()).isFalse();
    }

    @Test
    void decodesHeaderAndCapabilities() {
        List<ConfigSection> sections = ConfigDecoder.sections(new ConfigSpace(bytes()));
        assertThat(value(sections, "Header", "Vendor")).isEqualTo("0x1af4");
        assertThat(value(sections, "Header", "Command")).isEqualTo("0x0006: memory, bus master (DMA)");
        assertThat(value(sections, "Header", "Class")).isEqualTo("0x010000: mass storage controller");
        assertThat(value(sections, "Header", "BAR 4")).isEqualTo("64-bit prefetchable memory at 0x0");
        assertThat(value(sections, "MSI-X", "Vectors")).isEqualTo("2, enabled");
        assertThat(value(sections, "MSI-X", "Pending Bits")).isEqualTo("BAR 1 + 0x800");
        assertThat(value(sections, "virtio: notifications", "virtio Structure")).isEqualTo("notifications");
        assertThat(value(sections, "Header", "Header Type")).isEqualTo("0x00: device");
        assertThat(value(sections, "Header", "Interrupt Pin")).isEqualTo("0x00: none");
    }

    @Test
    void saysTheClassInWordsWhereItHasAny() {
        byte[] bytes = bytes();
        bytes[0x0b] = 2;
        assertThat(value(ConfigDecoder.sections(new ConfigSpace(bytes)), "Header", "Class"))
                .isEqualTo("0x020000: network controller");
        bytes[0x0b] = 0x77;
        assertThat(value(ConfigDecoder.sections(new ConfigSpace(bytes)), "Header", "Class"))
                .isEqualTo("0x770000");
    }

    /** As the network cards of QEMU's guests have them, whose extended space cannot be reached. */
    @Test
    void decodesMsiAndAnExtendedSpaceThatIsOutOfReach() {
        byte[] bytes = bytes();
        put(bytes, 0x71, 0xa0);
        put(bytes, 0xa0, 0x05, 0xb0, 0x84, 0x01);
        put(bytes, 0xb0, 0x10, 0x00, 0x02, 0x00);
        List<ConfigSection> sections = ConfigDecoder.sections(new ConfigSpace(bytes));
        assertThat(value(sections, "MSI", "Vectors")).isEqualTo("4, disabled");
        assertThat(value(sections, "PCI Express", "Extended Space")).startsWith("not reachable");
        sections = ConfigDecoder.sections(new ConfigSpace(Arrays.copyOf(bytes, 2 * ConfigSpace.BYTES)));
        assertThat(sections.stream()
                        .flatMap(section -> section.fields().stream())
                        .map(ConfigField::label))
                .doesNotContain("Extended Space");
    }

    @Test
    void aChainThatBitesItsTailEnds() {
        byte[] bytes = bytes();
        bytes[0x71] = (byte) 0x98;
        assertThat(new ConfigSpace(bytes).capabilities()).hasSize(3);
    }

    @Test
    void extendedCapabilitiesFollow() {
        byte[] bytes = Arrays.copyOf(bytes(), ConfigSpace.EXTENDED_BYTES);
        put(bytes, 0x100, 0x01, 0x00, 0x02, 0x14);
        put(bytes, 0x140, 0x03, 0x00, 0x01, 0x00);
        assertThat(new ConfigSpace(bytes).capabilities())
                .endsWith(new PciCapability(1, 0x100, true), new PciCapability(3, 0x140, true));
        assertThat(new PciCapability(1, 0x100, true).label()).isEqualTo("Advanced Error Reporting");
    }

    @Test
    void asMuchOfTheExtendedSpaceIsReadAsItsCapabilitiesTake() {
        byte[] bytes = Arrays.copyOf(bytes(), 2 * ConfigSpace.BYTES);
        assertThat(new ConfigSpace(bytes).continues()).isFalse();
        put(bytes, 0x100, 0x01, 0x00, 0x02, 0x14);
        put(bytes, 0x140, 0x03, 0x00, 0x01, 0x00);
        assertThat(new ConfigSpace(bytes).continues()).isFalse();
        put(bytes, 0x142, 0x01, 0x20);
        assertThat(new ConfigSpace(bytes).continues())
                .as("the next is at 0x200")
                .isTrue();
        put(bytes, 0x142, 0x01, 0x1c);
        put(bytes, 0x1c0, 0x01, 0x00, 0x02, 0x00);
        assertThat(new ConfigSpace(bytes).continues())
                .as("the last may be longer")
                .isTrue();
    }
}
