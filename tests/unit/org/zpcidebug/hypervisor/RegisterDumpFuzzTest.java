package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A dump with the registers of CPUs, whatever is in it. */
class RegisterDumpFuzzTest {

    @FuzzTest
    void parsesAnything(byte[] input) {
        assertThat(RegisterDump.parse(input)).hasSizeLessThanOrEqualTo(1024);
    }
}
