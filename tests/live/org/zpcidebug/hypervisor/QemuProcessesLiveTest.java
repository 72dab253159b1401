package org.zpcidebug.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.hypervisor.MonitorTesting.open;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.QemuProcess.Mode;
import org.zpcidebug.hypervisor.QemuProcess.MonitorSocket;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.QemuGuest;

/** The finder on the real /proc. */
class QemuProcessesLiveTest {

    private static Optional<QemuProcess> find(QemuGuest qemu) {
        return QemuProcesses.list().stream()
                .filter(process -> process.pid() == qemu.pid())
                .findFirst();
    }

    @ParameterizedTest
    @EnumSource
    void findsAGuestAndItsMonitors(LinuxPair pair) throws Exception {
        QemuGuest qemu = DemoGuest.in(pair)
                .devices(Set.of())
                .qemu("-S", "-monitor", "unix:human,server=on,wait=off")
                .qemu("-chardev", "socket,id=second,path=second,server=on,wait=off")
                .qemu("-mon", "chardev=second,mode=control")
                .start()
                .qemu();
        try (qemu) {
            // QEMU may not have noticed yet that who waited for its greeting has left.
            QemuProcess found = Eventually.returns(Duration.ofSeconds(20), () -> {
                QemuProcess process = find(qemu).orElseThrow();
                assertThat(process.monitors().get(0).problem()).isNull();
                return process;
            });
            assertThat(found.name()).isEqualTo("zpcidebug-demo");
            assertThat(found.machine()).isEqualTo("s390-ccw-virtio");
            assertThat(found.monitors()).hasSize(3);
            MonitorSocket first = found.monitors().get(0);
            assertThat(first.address()).isEqualTo(new MonitorAddress.Unix(qemu.monitorPath()));
            MonitorSocket human = found.monitors().get(1);
            assertThat(human.mode()).isEqualTo(Mode.READLINE);
            assertThat(human.isUsable()).isFalse();
            MonitorSocket second = found.monitors().get(2);
            Path real = qemu.directory().toRealPath();
            assertThat(second.address()).isEqualTo(new MonitorAddress.Unix(real.resolve("second")));
            assertThat(second.isUsable()).isTrue();

            try (Monitor monitor = open(second.address())) {
                assertThat(monitor.version().major()).isPositive();
                assertThat(find(qemu).orElseThrow().monitors().get(2).problem()).contains("Another client");
            }
        }
        assertThat(find(qemu)).isEmpty();
    }
}
