package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficHistoryTest {

    private static String kept(String message) {
        TrafficHistory history = new TrafficHistory();
        history.add(true, message);
        return history.entries().get(0).text();
    }

    @Test
    void keepsTheLastMessages() {
        TrafficHistory history = new TrafficHistory();
        for (int i = 0; i < 600; i++) {
            history.add(i % 2 == 0, "message " + i);
        }
        List<TrafficEntry> entries = history.entries();
        assertThat(entries).hasSize(512);
        assertThat(entries.get(0).text()).isEqualTo("message 88");
        assertThat(entries.get(0).sent()).isTrue();
        assertThat(entries.get(511).text()).isEqualTo("message 599");
        assertThat(entries.get(511).sent()).isFalse();
    }

    @Test
    void cutsLongMessages() {
        assertThat(kept("x".repeat(5000))).hasSize(4096).endsWith("x...");
        assertThat(kept("x".repeat(4096))).hasSize(4096).endsWith("xxx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"execute\":\"set_password\",\"arguments\":{\"protocol\":\"vnc\",\"password\":\"HUSH\"},\"id\":\"1\"}",
                "{\"execute\": \"change-vnc-password\", \"arguments\": {\"Password\" : \"HU\\\"SH\"}}",
                "{\"arguments\":{\"qom-type\":\"secret\",\"id\":\"s0\",\"data\":\"HUSH\"}}",
                "{\"arguments\":{\"qom-type\":\"secret_keyring\",\"data\":\"HUSH\\\\\",\"id\":\"s0\"}}",
                "{\"arguments\":{\"password-secret\":\"HUSH\"}}",
                "{\"arguments\":{\"passphrase\":\"a\\\\\\\"HUSH\"}}",
                "{\"arguments\":{\"command-line\":\"set_password vnc HUSH\"}}",
                "{\"arguments\":{\"command-line\":\" change vnc password HUSH\"}}",
                "{\"arguments\":{\"command-line\":\"object_add secret,id=x,data=HUSH\"}}",
                "{\"password\":\"HUSH",
            })
    void hidesSecrets(String message) {
        assertThat(kept(message)).doesNotContain("HU").doesNotContain("SH").contains("***");
    }

    @Test
    void hidesSecretsThatAreCutOff() {
        String message = "{\"x\":\"" + "x".repeat(4000) + "\",\"password\":\"" + "HUSH".repeat(1000) + "\"}";
        assertThat(kept(message)).doesNotContain("HUSH").contains("***");
        assertThat(kept("{\"password\":\"" + "\\\"".repeat(3000) + "\"}")).doesNotContain("\\");
    }

    @Test
    void keepsTheRest() {
        String message = "{\"execute\":\"set_password\",\"arguments\":{\"password\":\"HUSH\",\"protocol\":\"vnc\"}}";
        assertThat(kept(message))
                .isEqualTo("{\"execute\":\"set_password\",\"arguments\":{\"password\":\"***\",\"protocol\":\"vnc\"}}");
        String harmless = "{\"arguments\":{\"command-line\":\"info mtree\",\"data\":\"x\"}}";
        assertThat(kept(harmless)).isEqualTo(harmless);
    }
}
