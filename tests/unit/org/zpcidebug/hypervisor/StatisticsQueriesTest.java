package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Tests {@link StatisticsQueries}; the replies are made after QEMU's schema, for KVM on this machine is none. */
class StatisticsQueriesTest {

    @Test
    void withoutKvmThereAreNone() {
        assertThat(Recorded.read(StatisticsQueries.machine(), "[]")).isEmpty();
    }

    @Test
    void readsPlainCounters() {
        String reply = "[{\"provider\": \"kvm\", \"stats\": [{\"name\": \"inject_io\", \"value\": 7},"
                + " {\"name\": \"aen_forward\", \"value\": 18446744073709551615},"
                + " {\"name\": \"halt_wait_hist\", \"value\": [1, 2]}, {\"name\": \"blocking\", \"value\": true}]}]";
        assertThat(Recorded.read(StatisticsQueries.machine(), reply))
                .hasSize(2)
                .containsEntry("inject_io", 7L)
                .containsEntry("aen_forward", -1L);
    }

    @Test
    void addsUpTheCpus() {
        String cpu = "{\"provider\": \"kvm\", \"qom-path\": \"/machine/unattached/device[0]\","
                + " \"stats\": [{\"name\": \"exit_instruction\", \"value\": 5}]}";
        assertThat(Recorded.read(StatisticsQueries.cpus(), "[" + cpu + ", " + cpu + "]"))
                .containsEntry("exit_instruction", 10L);
    }

    @Test
    void asksForKvmOnly() {
        assertThat(StatisticsQueries.cpus().arguments().toString())
                .isEqualTo("{\"target\":\"vcpu\",\"providers\":[{\"provider\":\"kvm\"}]}");
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> Recorded.read(StatisticsQueries.machine(), "[{\"provider\": \"kvm\"}]"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
