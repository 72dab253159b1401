package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.AdapterEvent.Kind;

class AdapterEventTest {

    @Test
    void readsBothEvents() {
        assertThat(AdapterEvent.parse("css_adapter_interrupt CSS: adapter I/O interrupt (isc 0x2)"))
                .contains(new AdapterEvent(Kind.INTERRUPTION, 2, 0));
        assertThat(AdapterEvent.parse("12837@1795369880.645942:css_do_sic CSS: set interruption mode 0x1 on isc 0x7"))
                .contains(new AdapterEvent(Kind.MODE, 7, 1));
    }

    @Test
    void passesOverOtherLines() {
        assertThat(AdapterEvent.parse("")).isEmpty();
        assertThat(AdapterEvent.parse("css_adapter_interrupt CSS: adapter I/O interrupt (isc 0x9)"))
                .isEmpty();
        assertThat(AdapterEvent.parse("css_adapter_interrupt CSS: adapter I/O interrupt (isc 0x2)" + " ".repeat(600)))
                .isEmpty();
    }
}
