package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.DemoGuestReport;
import org.zpcidebug.testing.DemoGuestReportEvent;
import org.zpcidebug.testing.DemoGuestReportFunction;
import org.zpcidebug.testing.DemoGuestReportFunction.State;
import org.zpcidebug.testing.LinuxPair;

/** Devices of other kinds than the demo guest drives, and devices that come and go. */
class DemoGuestDevicesLiveTest {

    private static final long LATE = 0x777;

    @Test
    void setsUpDevicesThatItDoesNotDrive() throws Exception {
        try (WatchedDemo demo = WatchedDemo.start(DemoGuest.in(LinuxPair.BACKPORTS)
                .devices(Set.of(Device.NET))
                .qemu("-drive", "if=none,id=space,driver=null-co,size=1M,read-zeroes=on")
                .qemu("-device", "zpci,uid=0x14,fid=0x400,target=a", "-device", "nvme,id=a,serial=1,drive=space")
                .qemu("-device", "zpci,uid=0x15,fid=0x500,target=b", "-device", "e1000e,id=b,romfile=")
                .qemu("-device", "zpci,uid=0x16,fid=0x600,target=c", "-device", "igb,id=c,romfile=")
                .qemu("-device", "zpci,uid=0x17,fid=0x700,target=d", "-device", "qemu-xhci,id=d"))) {
            DemoGuestReport report = demo.await(later -> assertThat(
                            later.function(Device.NET.fid()).counts().interrupts())
                    .isPositive());
            assertThat(report.functions()).hasSize(5).allSatisfy(function -> {
                assertThat(function.state()).isEqualTo(State.ENABLED);
                assertThat(function.registration().ioat()).isTrue();
                assertThat(function.registration().interrupts()).isTrue();
                assertThat(function.disagreements()).isZero();
                assertThat(function.counts().loads()).isPositive();
                assertThat(function.driven()).isEqualTo(function.fid() == Device.NET.fid());
            });
            assertThat(report.function(0x400).vendor()).isEqualTo(0x1b36);
            assertThat(report.function(0x500).vendor()).isEqualTo(0x8086);
            assertThat(report.header().unexpectedInterruptions()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsHotPlug(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.startSmall(pair, "rate=1000")) {
            plug(demo);
            demo.await(later -> {
                assertThat(later.header().adopted()).isEqualTo(1);
                assertThat(later.functions()).hasSize(2);
                assertThat(later.function(LATE).counts().interrupts()).isPositive();
            });
            demo.execute("device_del", "id", "late");
            DemoGuestReport report = demo.await(later -> {
                assertThat(later.function(LATE).state()).isEqualTo(State.GONE);
                assertThat(later.header().released()).isEqualTo(1);
            });
            assertThat(report.events())
                    .isNotEmpty()
                    .noneMatch(DemoGuestReportEvent::error)
                    .extracting(DemoGuestReportEvent::fid)
                    .containsOnly(LATE);
            DemoGuestReportFunction gone = report.function(LATE);
            assertThat(gone.registration().ioat()).isFalse();
            assertThat(gone.registration().iota()).isZero();
            plug(demo);
            demo.await(later -> assertThat(later.function(LATE).counts().completed())
                    .isGreaterThan(gone.counts().completed()));
            assertThat(demo.report().functions()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsAFunctionThatItIsAskedFor(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = WatchedDemo.startSmall(pair, "hotplug=off rate=1000")) {
            demo.execute("device_del", "id", Device.RNG.id());
            demo.await(later -> assertThat(later.header().availabilityEvents()).isPositive());
            DemoGuestReport report = demo.afterLoops(20);
            assertThat(report.function(Device.RNG.fid()).state()).isEqualTo(State.ENABLED);
            assertThat(report.header().released()).isZero();
        }
    }

    private static void plug(WatchedDemo demo) throws Exception {
        demo.execute(
                "device_add", "driver", "zpci", "id", "zpci_late", "target", "late", "uid", 0x77, "fid", (int) LATE);
        demo.execute(
                "device_add", "driver", "virtio-rng-pci", "id", "late", "disable-legacy", "on", "iommu_platform", true);
    }
}
