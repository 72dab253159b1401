package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MsixEntryTest {

    @Test
    void decodesLittleEndianEntries() {
        byte[] table = new byte[2 * MsixEntry.BYTES];
        table[16 + 7] = (byte) 0xfe;
        table[16 + 8] = 5;
        table[16 + 9] = 8;
        table[16 + 12] = 1;
        MsixEntry entry = MsixEntry.of(table, 16);
        assertThat(entry).isEqualTo(new MsixEntry(0xfe00_0000_0000_0000L, 0x805, true));
        assertThat(entry.interrupt()).as("QEMU looks at 11 bits").isEqualTo(5);
        assertThat(MsixEntry.of(table, 0)).isEqualTo(new MsixEntry(0, 0, false));
    }
}
