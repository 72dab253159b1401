package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.zpcidebug.s390.BigEndian;

/** Instructions as they stand in get_zdev_by_fid of Debian's 6.1.0-50. */
class InstructionsTest {

    private static BigEndian code(String bytes) {
        return new BigEndian(HexFormat.of().parseHex(bytes.replace(" ", "")));
    }

    @Test
    void variablesThatAFunctionUses() {
        BigEndian code = code("ebaff0680024 b90400ef e3f0ffc8ff71 b90400a2 e3e0f0980024 a7180000 582003ac "
                + "c030008b6d20 ba123000 ec16004f007e c41800690990 c0200069098d e3b01ff8ff71");

        assertThat(Instructions.dataTargets(code, 0x13a1be)).containsExactly(0x12a7c20L, 0xe5b510L);
    }

    @Test
    void backwardsAndOtherInstructionsOfThoseLengths() {
        // larl backwards; brasl, lgfi, lrl and brcl are no addresses of variables that are looked for.
        assertThat(Instructions.dataTargets(
                        code("c010ffffff00 c0e500273c89 c01100000001 c41d00000001 c0f400000001"), 0x10000))
                .containsExactly(0xfe00L);
    }

    @Test
    void codeThatIsCut() {
        assertThat(Instructions.dataTargets(code("c030008b6d"), 0)).isEmpty();
        assertThat(Instructions.dataTargets(code("c0"), 0)).isEmpty();
        assertThat(Instructions.dataTargets(code(""), 0)).isEmpty();
    }
}
