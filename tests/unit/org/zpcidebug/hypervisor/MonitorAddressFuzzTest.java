package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/**
 * Whatever a person types is an address that reads the same when written out, or a problem in words. Only a path that
 * ends in blanks cannot be typed.
 */
class MonitorAddressFuzzTest {

    @FuzzTest
    void parsesAnything(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        MonitorAddress address;
        try {
            address = MonitorAddress.parse(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getClass()).isEqualTo(IllegalArgumentException.class);
            assertThat(e.getMessage()).isNotBlank().doesNotMatch("!monitor.*!");
            return;
        }
        String written = address.toString();
        if (written.equals(written.strip())) {
            assertThat(MonitorAddress.parse(written)).isEqualTo(address);
        }
    }
}
