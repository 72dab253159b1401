package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** The monitor's words on registers, whatever they are. */
class CpuRegistersFuzzTest {

    @FuzzTest
    void parsesAnything(byte[] input) {
        assertThat(CpuRegisters.parse(new String(input, StandardCharsets.ISO_8859_1)))
                .allMatch(cpu -> cpu.number() >= 0 && cpu.number() < 10_000)
                .hasSizeLessThanOrEqualTo(1024);
    }
}
