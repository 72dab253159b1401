package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CpuRegistersTest {

    private static final String TEXT =
            """

            CPU#0
            PSW=mask 0404c00180000000 addr 00000000001a9f92 cc 00
            R00=0000000000000a20 R01=00000380025afaa0 R02=0000000001a03720 R03=0000000000000001
            C04=000000000000ffff C05=0000000001675140 C06=0000000030000000 C07=0000000002b4c1c7

            CPU#1
            PSW=mask 0706c00180000000 addr 000000000097bd3a cc 00
            C04=000000000000ffff C05=0000000001675140 C06=00000000d0000000 C07=0000000002b4c1c7
            """;

    @Test
    void readsEachCpu() {
        assertThat(CpuRegisters.parse(TEXT.replace("\n", "\r\n")))
                .containsExactly(
                        new CpuRegisters(0, 0x0404_c001_8000_0000L, 0x3000_0000L),
                        new CpuRegisters(1, 0x0706_c001_8000_0000L, 0xd000_0000L));
    }

    @Test
    void leavesOutWhatIsNotWhole() {
        assertThat(CpuRegisters.parse("")).isEmpty();
        assertThat(CpuRegisters.parse("CPU#0\nC06=0000000030000000\n")).isEmpty();
        assertThat(CpuRegisters.parse("CPU#0\nPSW=mask 0 addr 0\nC06=0000000030000000\n"))
                .isEmpty();
        assertThat(CpuRegisters.parse("C06=0000000030000000 CPU#7")).isEmpty();
    }
}
