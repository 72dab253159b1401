package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorAddressTest {

    @ParameterizedTest
    @CsvSource({
        "unix:/run/qmp.sock, /run/qmp.sock",
        "/run/qmp.sock, /run/qmp.sock",
        "'  unix:/run/with space and: colon,comma  ', '/run/with space and: colon,comma'",
        "unix:///run/qmp.sock, /run/qmp.sock",
    })
    void unix(String text, String path) {
        assertThat(MonitorAddress.parse(text)).isEqualTo(new MonitorAddress.Unix(Path.of(path)));
    }

    @Test
    void relativePathsAreTakenFromTheWorkingDirectory() {
        assertThat(MonitorAddress.parse("unix:qmp.sock"))
                .isEqualTo(new MonitorAddress.Unix(Path.of("qmp.sock").toAbsolutePath()));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp:localhost:4444, localhost, 4444",
        "tcp:192.0.2.1:1, 192.0.2.1, 1",
        "tcp:[::1]:65535, ::1, 65535",
        "tcp:[fe80::1%eth0]:4444, fe80::1%eth0, 4444",
        "tcp:my_host-1.example.org:4444, my_host-1.example.org, 4444",
    })
    void tcp(String text, String host, int port) {
        MonitorAddress address = MonitorAddress.parse(text);
        assertThat(address).isEqualTo(new MonitorAddress.Tcp(host, port));
        assertThat(address).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|No address is given",
                "'   '|No address is given",
                "qmp.sock|is not an address",
                "localhost:4444|Write tcp:localhost:4444",
                "unix:|The path is missing",
                "unix:@abstract|abstract socket",
                "unix:/run/qmp.sock,server=on,wait=off|write only unix:/run/qmp.sock",
                "/run/qmp.sock,server,nowait|write only /run/qmp.sock",
                "tcp:localhost|is not HOST:PORT",
                "tcp::4444|is not HOST:PORT",
                "tcp:::1:4444|brackets",
                "tcp:[::1]|is not HOST:PORT",
                "tcp:a b:1|is not HOST:PORT",
                "tcp:h:123456|is not HOST:PORT",
                "tcp:h:0|is not a port",
                "tcp:h:65536|is not a port",
                "http://localhost:4444|is not an address",
            })
    void problemsSayWhatToWrite(String text, String says) {
        assertThatThrownBy(() -> MonitorAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:/run/a\nb", "unix:/run/a\u0000b", "/run/\u0007", "tcp:h\t:1"})
    void controlCharacters(String text) {
        assertThatThrownBy(() -> MonitorAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("control characters");
    }

    @Test
    void lengths() {
        String longest = "/" + "x".repeat(106);
        assertThat(MonitorAddress.parse(longest)).isEqualTo(new MonitorAddress.Unix(Path.of(longest)));
        assertThatThrownBy(() -> MonitorAddress.parse(longest + "x")).hasMessageContaining("107 bytes");
        assertThatThrownBy(() -> MonitorAddress.parse("x".repeat(5000))).hasMessageContaining("4096");
    }
}
