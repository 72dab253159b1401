package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@link MachineQueries} and {@link RunStatus}. */
class MachineQueriesTest {

    @ParameterizedTest
    @ValueSource(strings = {"7.2", "10.0"})
    void readsTheRunState(String version) {
        assertThat(Recorded.reply(RunStatus.query(), version)).isEqualTo(new RunStatus("running", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.2", "10.0"})
    void readsTheCpus(String version) {
        assertThat(Recorded.reply(MachineQueries.cpus(), version))
                .containsExactly(
                        new MachineQueries.Cpu(0, "/machine/unattached/device[0]", "operating"),
                        new MachineQueries.Cpu(1, "/machine/unattached/device[1]", "operating"));
    }

    @Test
    void readsTheVersion() {
        String reply = "{\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}, \"package\": \" Debian 1\"}";
        assertThat(Recorded.read(MachineQueries.version(), reply)).isEqualTo(new QemuVersion(7, 2, 22, "Debian 1"));
    }

    @Test
    void readsTheArchitecture() {
        assertThat(Recorded.read(MachineQueries.architecture(), "{\"arch\": \"s390x\"}"))
                .isEqualTo("s390x");
    }

    @Test
    void readsTheAccelerator() {
        assertThat(Recorded.read(MachineQueries.kvm(), "{\"enabled\": true, \"present\": true}"))
                .isTrue();
        assertThat(Recorded.read(MachineQueries.kvm(), "{\"enabled\": false, \"present\": true}"))
                .isFalse();
    }

    @Test
    void aGuestNeedsNoName() {
        assertThat(Recorded.reply(MachineQueries.name(), "10.0")).isEqualTo("zpcidebug-backports");
        assertThat(Recorded.read(MachineQueries.name(), "{}")).isEmpty();
    }

    @Test
    void addsHotPluggedMemory() {
        assertThat(Recorded.reply(MachineQueries.memoryBytes(), "10.0")).isEqualTo(160L << 20);
        assertThat(Recorded.read(
                        MachineQueries.memoryBytes(), "{\"base-memory\": 536870912, \"plugged-memory\": 268435456}"))
                .isEqualTo(768L << 20);
        assertThat(Recorded.read(MachineQueries.memoryBytes(), "{\"base-memory\": 4096}"))
                .isEqualTo(4096);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> Recorded.read(MachineQueries.memoryBytes(), "{\"base-memory\": -1}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Recorded.read(RunStatus.query(), "{\"status\": \"running\"}"))
                .hasMessage("return has no member running");
    }
}
