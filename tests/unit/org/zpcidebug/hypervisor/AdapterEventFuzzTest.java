package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** A line of QEMU's log, whatever it is. */
class AdapterEventFuzzTest {

    @FuzzTest
    void parsesAnything(byte[] input) {
        MessageEvent.parse(new String(input, StandardCharsets.ISO_8859_1))
                .ifPresent(event -> assertThat(event.vector()).isBetween(0, 2047));
        AdapterEvent.parse(new String(input, StandardCharsets.ISO_8859_1))
                .ifPresent(event -> assertThat(event.subclass()).isBetween(0, 7));
    }
}
