package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What loads and stores are about. */
class RegisterNamesTest {

    private static final OptionalLong FID = OptionalLong.of(0x100);

    private final RegisterNames names = new RegisterNames();

    private void loaded(long offset, int length, long value) {
        names.loaded(0x100, 15, offset, length, value);
    }

    @Test
    void namesTheHeader() {
        assertThat(names.name(FID, 15, 0)).isEqualTo("vendor ID");
        assertThat(names.name(FID, 15, 4)).isEqualTo("command");
        assertThat(names.name(FID, 15, 0x14)).isEqualTo("base address 1");
        assertThat(names.name(FID, 15, 0x12)).isEqualTo("base address 0, byte 2");
        assertThat(names.name(OptionalLong.empty(), 15, 0x48)).isEmpty();
        assertThat(names.name(FID, 2, 0x14)).isEmpty();
        assertThat(names.name(FID, 9, 0)).isEmpty();
    }

    /** As a virtio device of QEMU has it; a register holds what is little-endian in the device the other way round. */
    @Test
    void learnsCapabilitiesAndTheMsixTable() {
        loaded(0x34, 1, 0x98);
        loaded(0x98, 2, 0x1184);
        assertThat(names.name(FID, 15, 0x9a)).isEqualTo("MSI-X capability: message control");
        assertThat(names.name(FID, 1, 0x18)).isEmpty();
        loaded(0x9a, 2, 0x0280);
        loaded(0x9c, 4, 0x01000000);
        loaded(0x84, 2, 0x0970);
        assertThat(names.name(FID, 15, 0x88)).isEqualTo("vendor-specific capability, byte 4");
        assertThat(names.name(FID, 15, 0x9c)).isEqualTo("MSI-X capability: table offset");
        assertThat(names.name(FID, 1, 0x18)).isEqualTo("MSI-X entry 1: message data");
        assertThat(names.name(FID, 1, 0x2c)).isEqualTo("MSI-X entry 2: vector control");
        assertThat(names.name(FID, 1, 0x30)).isEmpty();
        assertThat(names.name(OptionalLong.of(7), 1, 0x18)).isEmpty();
    }

    @Test
    void takesOverWhatAProbeHasRead() {
        byte[] space = new byte[256];
        space[0x34] = 0x40;
        space[0x40] = 0x11;
        space[0x42] = 2;
        space[0x44] = 1;
        names.know(0x100, fid -> fid == 0x100 ? Optional.of(space) : Optional.empty());
        names.know(7, fid -> Optional.empty());
        assertThat(names.name(FID, 1, 0x18)).isEqualTo("MSI-X entry 1: message data");
        assertThat(names.name(OptionalLong.of(7), 1, 0x18)).isEmpty();
        // What the guest loads later is newer.
        loaded(0x44, 4, 0x02000000);
        names.know(0x100, fid -> Optional.of(space));
        assertThat(names.name(FID, 2, 0x18)).isEqualTo("MSI-X entry 1: message data");
    }

    @Test
    void survivesAChainThatGoesRound() {
        loaded(0x34, 1, 0x40);
        loaded(0x40, 2, 0x0540);
        loaded(0x1000, 8, 1);
        loaded(-1, 2, 1);
        assertThat(names.name(FID, 15, 0x42)).isEqualTo("MSI capability, byte 2");
    }
}
