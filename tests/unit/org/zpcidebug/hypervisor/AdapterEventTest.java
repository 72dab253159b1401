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
    void readsWhatWasDropped() {
        assertThat(AdapterEvent.parse(
                        "qemu_s390_airq_suppressed flic: adapter I/O interrupt suppressed (type 0x1 isc 0x3)"))
                .contains(new AdapterEvent(Kind.SUPPRESSED, 3, 0));
    }

    @Test
    void readsMessages() {
        assertThat(MessageEvent.parse("s390_pci_msi_ctrl_write write_msix data 0x2 idx 1 vec 0x2"))
                .contains(new MessageEvent(1, 2));
        assertThat(MessageEvent.parse("1@2.3:s390_pci_msi_ctrl_write write_msix data 0xff idx 65535 vec 0x7ff"))
                .contains(new MessageEvent(65535, 2047));
        assertThat(MessageEvent.parse("s390_pci_msi_ctrl_write write_msix data 0x2 idx 1 vec"))
                .isEmpty();
        assertThat(MessageEvent.parse("css_adapter_interrupt CSS: adapter I/O interrupt (isc 0x2)"))
                .isEmpty();
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
