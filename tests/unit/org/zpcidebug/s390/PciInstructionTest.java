package org.zpcidebug.s390;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PciInstructionTest {

    private static final long MODE_64 = 0x1_8000_0000L;

    private static BigEndian code(String hex) {
        return new BigEndian(HexFormat.of().parseHex(hex));
    }

    private static PciInstruction decode(String hex) {
        return PciInstruction.at(code(hex), 0).orElseThrow();
    }

    /** Register n holds n * 0x1000. */
    private static GeneralRegisters registers(long mask) {
        long[] values = new long[GeneralRegisters.DOUBLEWORDS];
        values[0] = mask;
        for (int i = 0; i < 16; i++) {
            values[i + 2] = i * 0x1000L;
        }
        return new GeneralRegisters(values);
    }

    @ParameterizedTest
    @CsvSource({
        "b9a0020c, CLP, 0, 12",
        "b9d000b8, PCISTG, 11, 8",
        "b9d2000a, PCILG, 0, 10",
        "b9d300da, RPCIT, 13, 10",
        "b9d40042, PCISTGI, 4, 2",
        "b9d50000, PCIWB, 0, 0",
        "b9d60042, PCILGI, 4, 2",
        "eb23400000d0, PCISTB, 2, 3",
        "eb23400000d1, SIC, 2, 3",
        "eb23400000d4, PCISTBI, 2, 3",
        "e320300000d0, MPCIFC, 2, 0",
        "e3634ff8ffd4, STPCIFC, 6, 3"
    })
    void knowsEveryInstruction(String hex, PciOpcode opcode, int r1, int r2) {
        PciInstruction instruction = decode(hex);
        assertThat(instruction.opcode()).isEqualTo(opcode);
        assertThat(instruction.r1()).isEqualTo(r1);
        assertThat(instruction.r2()).isEqualTo(r2);
        assertThat(instruction.length()).isEqualTo(hex.length() / 2);
    }

    @Test
    void readsTheMaskOfClp() {
        assertThat(decode("b9a00023").mask()).isZero();
        assertThat(decode("b9a00223").mask()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b9",
                "b9d2",
                "b9d200",
                "b9d10000",
                "b9080012",
                "e32030000004",
                "eb23400000",
                "07fe",
                "d0d0d0d0d0d0"
            })
    void nothingElseIsOne(String hex) {
        assertThat(PciInstruction.at(code(hex), 0)).isEqualTo(Optional.empty());
    }

    @Test
    void addressesStorageWithIndexBaseAndSignedDisplacement() {
        // mpcifc r13,0x2000(r4,r3)
        assertThat(decode("e3d4300002d0").storageAddress(registers(MODE_64))).isEqualTo(0x4000 + 0x3000 + 0x2000);
        // stpcifc r6,-8(r3,r4)
        assertThat(decode("e3634ff8ffd4").storageAddress(registers(MODE_64))).isEqualTo(0x3000 + 0x4000 - 8);
        // pcistb r2,r3,-16(r4): the third operand is no index
        assertThat(decode("eb234ff0ffd0").storageAddress(registers(MODE_64))).isEqualTo(0x4000 - 16);
        // Register 0 is no base.
        assertThat(decode("eb23000800d1").storageAddress(registers(MODE_64))).isEqualTo(8);
    }

    @Test
    void addressesWrapInTheAddressingMode() {
        PciInstruction below = decode("eb230ff8ffd1");
        assertThat(below.storageAddress(registers(MODE_64))).isEqualTo(-8);
        assertThat(below.storageAddress(registers(0x8000_0000L))).isEqualTo(0x7ffffff8L);
        assertThat(below.storageAddress(registers(0))).isEqualTo(0xfffff8L);
    }

    @ParameterizedTest
    @CsvSource({"0000, 2", "07fe, 2", "4110, 4", "b9d2, 4", "e320, 6", "ffff, 6"})
    void lengthsAreInTheTopBits(String first, int length) {
        assertThat(PciInstruction.length(Integer.parseInt(first, 16))).isEqualTo(length);
    }
}
