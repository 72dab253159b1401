package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zpcidebug.hypervisor.QemuCommandLine.MonitorOption;
import org.zpcidebug.hypervisor.QemuProcess.Mode;

class QemuCommandLineTest {

    private static QemuCommandLine parse(String... arguments) {
        return QemuCommandLine.parse(Stream.concat(Stream.of("qemu-system-s390x"), Stream.of(arguments))
                .toList());
    }

    private static MonitorOption onlyMonitor(String... arguments) {
        List<MonitorOption> monitors = parse(arguments).monitors();
        assertThat(monitors).hasSize(1);
        return monitors.get(0);
    }

    private static String key(MonitorOption monitor, String key) {
        return monitor.chardev().option().get(key).orElse(null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-qmp|unix:/run/q.sock,server=on,wait=off|/run/q.sock",
                "--qmp|unix:/run/q.sock,server,nowait|/run/q.sock",
                "-qmp-pretty|unix:/run/a,,b.sock,server=yes|/run/a,b.sock",
                "-qmp|unix:path=/run/q.sock,server=on|/run/q.sock",
            })
    void shortUnix(String option, String value, String path) {
        MonitorOption monitor = onlyMonitor(option, value);
        assertThat(monitor.mode()).isEqualTo(Mode.CONTROL);
        assertThat(monitor.chardev().isSocket()).isTrue();
        assertThat(key(monitor, "path")).isEqualTo(path);
        assertThat(monitor.chardev().option().isOn("server")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "tcp:localhost:4444,server=on|localhost|4444|true",
                "tcp::4444,server,nowait|''|4444|true",
                "tcp:[::1]:4444,server=on|::1|4444|true",
                "tcp:host:4444|host|4444|false",
                "tcp:host:4444,server=off|host|4444|false",
                "tcp:host:4444,noserver|host|4444|false",
            })
    void shortTcp(String value, String host, String port, boolean server) {
        MonitorOption monitor = onlyMonitor("-qmp", value);
        assertThat(key(monitor, "host")).isEqualTo(host);
        assertThat(key(monitor, "port")).isEqualTo(port);
        assertThat(monitor.chardev().option().isOn("server")).isEqualTo(server);
    }

    @Test
    void namedCharacterDevices() {
        String chardev = "socket,id=charmonitor,fd=36,server=on,wait=off";
        for (String mon : List.of("chardev=charmonitor,id=monitor,mode=control", "charmonitor,mode=control")) {
            MonitorOption before = onlyMonitor("-chardev", chardev, "-mon", mon);
            MonitorOption after = onlyMonitor("-mon", mon, "-chardev", chardev);
            for (MonitorOption monitor : List.of(before, after)) {
                assertThat(monitor.mode()).isEqualTo(Mode.CONTROL);
                assertThat(key(monitor, "fd")).isEqualTo("36");
            }
        }
        MonitorOption shortForm = onlyMonitor("-chardev", "backend=socket,id=c,path=/run/q", "-qmp", "chardev:c");
        assertThat(key(shortForm, "path")).isEqualTo("/run/q");
        assertThat(onlyMonitor("-chardev", chardev, "-mon", "charmonitor").mode())
                .isEqualTo(Mode.READLINE);
    }

    @Test
    void jsonCharacterDevices() {
        String nested = "{\"id\": \"c\", \"backend\": {\"type\": \"socket\", \"data\": {\"addr\": {\"type\": \"unix\","
                + " \"data\": {\"path\": \"/run/a,b\"}}, \"server\": true, \"wait\": false}}}";
        String flat = "{\"backend\": \"socket\", \"id\": \"c\", \"path\": \"/run/a,b\", \"server\": true}";
        for (String json : List.of(nested, flat)) {
            MonitorOption monitor = onlyMonitor("-chardev", json, "-mon", "chardev=c,mode=control");
            assertThat(monitor.chardev().isSocket()).isTrue();
            assertThat(key(monitor, "path")).isEqualTo("/run/a,b");
            assertThat(monitor.chardev().option().isOn("server")).isTrue();
        }
        for (String broken : List.of("{", "{\"id\": 5, \"backend\": []}", "{}", "{".repeat(100_000))) {
            MonitorOption monitor = onlyMonitor("-chardev", broken, "-mon", "chardev=c,mode=control");
            assertThat(monitor.chardev().isSocket()).isFalse();
        }
    }

    @Test
    void humanMonitors() {
        assertThat(onlyMonitor("-monitor", "stdio").mode()).isEqualTo(Mode.READLINE);
        assertThat(onlyMonitor("-monitor", "stdio").chardev().backend()).isEqualTo("stdio");
        assertThat(onlyMonitor("-monitor", "telnet::1234,server").chardev().backend())
                .isEqualTo("telnet");
        assertThat(onlyMonitor("-monitor", "unix:/run/h,server").chardev().isSocket())
                .isTrue();
        assertThat(onlyMonitor("-serial", "mon:stdio").mode()).isEqualTo(Mode.READLINE);
        assertThat(parse("-monitor", "none", "-qmp", "null", "-serial", "stdio").monitors())
                .isEmpty();
    }

    @Test
    void machineAndName() {
        assertThat(parse("-M", "s390-ccw-virtio-7.2,accel=tcg").machine()).isEqualTo("s390-ccw-virtio-7.2");
        assertThat(parse("-machine", "accel=kvm,type=s390-ccw-virtio").machine())
                .isEqualTo("s390-ccw-virtio");
        assertThat(parse("-M", "s390-ccw-virtio", "-machine", "accel=kvm").machine())
                .isEqualTo("s390-ccw-virtio");
        assertThat(parse("-name", "guest=a,,b,debug-threads=on").name()).isEqualTo("a,b");
        assertThat(parse("-name", "plain").name()).isEqualTo("plain");
        assertThat(parse("-name", "process=x").name()).isEmpty();
        assertThat(parse("-daemonize").daemonized()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "qemu-system-s390x, '', true",
        "qemu-system-s390x, s390-ccw-virtio, true",
        "qemu-system-s390x, none, false",
        "qemu-system-x86_64, '', false",
        "qemu-system-x86_64, q35, false",
        "qemu-kvm, s390-ccw-virtio-rhel9.4.0, true",
        "qemu-kvm, '', false",
    })
    void guestsOfS390(String program, String machine, boolean expected) {
        QemuCommandLine line = machine.isEmpty() ? parse() : parse("-M", machine);
        assertThat(line.isS390(program)).isEqualTo(expected);
    }

    @Test
    void valuesOfOtherOptionsAreNotOptions() {
        assertThat(parse("-append", "-qmp unix:/x", "-name", "-qmp", "-qmp").monitors())
                .isEmpty();
        assertThat(QemuCommandLine.parse(List.of()).monitors()).isEmpty();
    }

    @Test
    void bounded() {
        String[] many = new String[2000];
        for (int i = 0; i < many.length; i += 2) {
            many[i] = "-qmp";
            many[i + 1] = "unix:/run/" + i + ",server" + ",x=y".repeat(i);
        }
        assertThat(parse(many).monitors()).hasSize(64);
    }
}
