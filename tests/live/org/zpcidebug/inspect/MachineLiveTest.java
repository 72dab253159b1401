package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.FunctionSnapshot.Origin;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.QemuGuest;

/** Inspects machines of unusual make-up; their guests never run. */
class MachineLiveTest {

    private static final String VIRTIO = ",iommu_platform=on,disable-legacy=on";

    private static GuestSnapshot snapshot(QemuGuest qemu) throws Exception {
        try (GuestSession session = GuestSession.open(new MonitorAddress.Unix(qemu.monitorPath()))) {
            return session.connected().get(30, TimeUnit.SECONDS).snapshot();
        }
    }

    private static DemoGuest.Builder stopped(LinuxPair pair) {
        return DemoGuest.in(pair).devices(Set.of()).qemu("-S");
    }

    private static FunctionSnapshot function(GuestSnapshot snapshot, String target) {
        return snapshot.functions().stream()
                .filter(function -> function.target().value().equals(target))
                .findFirst()
                .orElseThrow(() -> new AssertionError(target + " is not in " + snapshot));
    }

    @ParameterizedTest
    @EnumSource
    void findsObjectsOfEveryOrigin(LinuxPair pair) throws Exception {
        try (DemoGuest guest = stopped(pair)
                .qemu("-device", "zpci,uid=0x21,fid=0x1,target=a,id=named")
                .qemu("-device", "virtio-rng-pci,id=a" + VIRTIO)
                .qemu("-device", "zpci,uid=0x22,fid=0x2,target=b")
                .qemu("-device", "virtio-rng-pci,id=b" + VIRTIO)
                .qemu("-device", "virtio-rng-pci,addr=0x9" + VIRTIO)
                .start()) {
            GuestSnapshot snapshot = snapshot(guest.qemu());
            assertThat(snapshot.functions())
                    .extracting(function -> function.zpci().value().origin())
                    .containsExactlyInAnyOrder(Origin.NAMED, Origin.ANONYMOUS, Origin.AUTOMATIC);
            assertThat(function(snapshot, "a").zpci().value().id()).isEqualTo("named");
            FunctionSnapshot automatic = function(snapshot, "auto_00:09.0");
            assertThat(automatic.type().value()).isEqualTo("virtio-rng-pci");
            assertThat(automatic.pci().value().slot()).isEqualTo("00:09.0");
            assertThat(automatic.virtio().value().kind()).isEqualTo("virtio-rng");
            assertThat(snapshot.hypervisor().status().value()).isEqualTo("prelaunch");
            assertThat(snapshot.hypervisor().running().value()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsRegisteredBeforeTheGuestRuns(LinuxPair pair) throws Exception {
        try (DemoGuest guest = DemoGuest.in(pair).qemu("-S").start()) {
            assertThat(snapshot(guest.qemu()).functions()).hasSize(3).allSatisfy(function -> {
                assertThat(function.dma().registered().value()).isFalse();
                assertThat(function.dma().pal().isKnown()).isFalse();
                assertThat(function.virtio().value().started()).isFalse();
                assertThat(function.queues().isKnown()).isFalse();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void findsDevicesBehindBridges(LinuxPair pair) throws Exception {
        try (DemoGuest guest = stopped(pair)
                .qemu("-device", "pci-bridge,id=outer,chassis_nr=1,addr=0x5")
                .qemu("-device", "pci-bridge,bus=outer,id=inner,chassis_nr=2,addr=0x6")
                .qemu("-device", "virtio-rng-pci,bus=inner,addr=0x7" + VIRTIO)
                .qemu("-device", "virtio-rng-pci,bus=outer,addr=0x8,id=near" + VIRTIO)
                .start()) {
            GuestSnapshot snapshot = snapshot(guest.qemu());
            assertThat(snapshot.functions())
                    .hasSize(2)
                    .allSatisfy(function -> assertThat(function.type().value()).isEqualTo("virtio-rng-pci"));
            assertThat(function(snapshot, "near").pci().value().slot()).isEqualTo("01:08.0");
            assertThat(snapshot.functions())
                    .extracting(function -> function.pci().value().slot())
                    .contains("02:07.0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anObjectMayWaitForItsDevice(LinuxPair pair) throws Exception {
        try (SecondMonitor second = new SecondMonitor();
                DemoGuest guest = stopped(pair)
                        .qemu("-device", "zpci,uid=0x31,fid=0x3,target=late,id=early")
                        .qemu(second.arguments())
                        .start();
                GuestSession session =
                        GuestSession.open(new MonitorAddress.Unix(guest.qemu().monitorPath()))) {
            FunctionSnapshot waiting =
                    function(session.connected().get(30, TimeUnit.SECONDS).snapshot(), "late");
            assertThat(waiting.type().reason()).isEqualTo("The PCI device late is not plugged.");
            assertThat(waiting.interpreted().isKnown()).isFalse();
            second.connect();
            second.execute("device_add", "driver", "virtio-rng-pci", "id", "late", "disable-legacy", "on");
            FunctionSnapshot plugged =
                    function(session.refresh().get(20, TimeUnit.SECONDS).snapshot(), "late");
            assertThat(plugged.type().value()).isEqualTo("virtio-rng-pci");
            assertThat(plugged.interpreted().value()).isFalse();
        }
    }

    @Test
    void virtualFunctionsOfTheHostAreNoFunctions() throws Exception {
        try (DemoGuest guest = stopped(LinuxPair.BACKPORTS)
                .qemu("-device", "igb,id=nic,romfile=")
                .start()) {
            GuestSnapshot snapshot = snapshot(guest.qemu());
            assertThat(snapshot.functions())
                    .extracting(function -> function.target().value())
                    .containsExactly("nic");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGuestWithoutFunctionsSaysSo(LinuxPair pair) throws Exception {
        try (DemoGuest guest = stopped(pair).start()) {
            GuestSnapshot snapshot = snapshot(guest.qemu());
            assertThat(snapshot.functions()).isEmpty();
            assertThat(snapshot.notices()).first().asString().startsWith("This guest has no zPCI functions");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMachineWithoutHostBridgeSaysSo(LinuxPair pair) throws Exception {
        DemoGuest.shared(pair);
        try (QemuGuest qemu = QemuGuest.start(files -> pair.qemu(List.of(
                "-M",
                "none",
                "-nodefaults",
                "-display",
                "none",
                "-qmp",
                "unix:" + files.monitor() + ",server=on,wait=off")))) {
            GuestSnapshot snapshot = snapshot(qemu);
            assertThat(snapshot.functions()).isEmpty();
            assertThat(snapshot.notices()).first().asString().contains("no zPCI host bridge");
        }
    }
}
