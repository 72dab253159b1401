package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.intercept.BehindTheBack;
import org.zpcidebug.intercept.BehindTheBack.Mistake;
import org.zpcidebug.intercept.ProbeReading;
import org.zpcidebug.intercept.ProbedFunction;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LiveGuest;
import org.zpcidebug.zpci.Fib;

/** Probes guests through a session: what the architecture answers, against what the guest believes. */
class ProbeSessionLiveTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static GuestSession open(LiveGuest guest) {
        return GuestSession.open(new MonitorAddress.Unix(guest.monitorPath()));
    }

    private static GuestSnapshot probed(GuestSession session) throws Exception {
        session.connected().get(30, TimeUnit.SECONDS);
        Eventually.passes(LIMIT, () -> assertThat(session.refresh()
                        .get(30, TimeUnit.SECONDS)
                        .snapshot()
                        .guest()
                        .system()
                        .state())
                .isNotEqualTo(GuestSystem.State.READING));
        ProbeReading reading = session.probe().get(60, TimeUnit.SECONDS);
        assertThat(reading.paused()).isPositive().isLessThan(Duration.ofSeconds(5));
        GuestSnapshot snapshot = session.state().snapshot();
        assertThat(snapshot.probe().value()).isSameAs(reading);
        assertThat(snapshot.hypervisor().running().value()).isTrue();
        return snapshot;
    }

    private static List<String> ids(GuestSnapshot snapshot, long fid) {
        return snapshot.function(fid).orElseThrow().findings().stream()
                .map(Finding::id)
                .toList();
    }

    private static void assertNothingGrave(GuestSnapshot snapshot) {
        assertThat(snapshot.count(Severity.ERROR) + snapshot.count(Severity.WARNING))
                .as(
                        "%s",
                        snapshot.functions().stream()
                                .map(FunctionSnapshot::findings)
                                .toList())
                .isZero();
        assertThat(snapshot.functions())
                .allSatisfy(function -> assertThat(function.diagnosis().notChecked())
                        .filteredOn(NotChecked::needsProbe)
                        .isEmpty());
    }

    /** For all functions of both pairs; no check that needs a probe is left unmade. */
    @ParameterizedTest
    @EnumSource
    void theArchitectureAgreesWithLinux(LinuxPair pair) throws Exception {
        try (GuestSession session = open(LinuxGuest.shared(pair))) {
            GuestSnapshot snapshot = probed(session);
            assertNothingGrave(snapshot);
            assertThat(snapshot.functions()).hasSize(pair.functions()).allSatisfy(function -> {
                ProbedFunction answers = function.probe().value().answers();
                agrees(answers, function);
                assertThat(function.diagnosis().notChecked())
                        .extracting(NotChecked::id)
                        .doesNotContain("handle-differs", "dma-differs", "interrupts-differ", "configuration-differs");
                assertThat(answers.config().value().u16(0))
                        .isEqualTo(function.pci().value().vendor());
                assertThat(answers.msix().value().size())
                        .isEqualTo(answers.config().value().msix().orElseThrow().entries());
            });
            assertThat(snapshot.probe().value().uidChecking()).isTrue();
        }
    }

    private static void agrees(ProbedFunction answers, FunctionSnapshot function) {
        ZpciDevice linux = function.linux().value();
        assertThat(answers.listed().handle()).isEqualTo(linux.handle());
        assertThat(answers.listed().configured()).isTrue();
        Fib fib = answers.controls().value();
        assertThat(fib.controls().isEnabled()).isTrue();
        assertThat(fib.controls().isInError()).isFalse();
        assertThat(fib.iota()).isEqualTo(linux.dma().iota().value().orElseThrow());
        assertThat(fib.lowest()).isEqualTo(linux.dma().window().value().first());
        assertThat(fib.highest() | 0xfff).isEqualTo(linux.dma().window().value().last());
        assertThat(fib.interrupts())
                .isEqualTo(linux.interrupts().registration().value().orElseThrow());
        assertThat(fib.measurement())
                .isEqualTo(linux.measurement().value().orElseThrow().address());
        assertThat(answers.query().value().uid()).isEqualTo(linux.uid().value());
        assertThat(answers.query().value().pfgid()).isEqualTo(linux.pfgid().value());
        assertThat(answers.group().value().interrupts())
                .isEqualTo(linux.interrupts().limit().value());
        assertThat(answers.group().value().messageAddress())
                .isEqualTo(linux.interrupts().messageAddress().value());
    }

    @ParameterizedTest
    @EnumSource
    void theArchitectureAgreesWithTheDemoGuest(LinuxPair pair) throws Exception {
        try (GuestSession session = open(DemoGuest.shared(pair))) {
            assertNothingGrave(probed(session));
        }
    }

    /** The state that no other source tells, and vectors: too many for the group, and masked ones. */
    @ParameterizedTest
    @EnumSource
    void mistakesOfTheDemoGuestAreFound(LinuxPair pair) throws Exception {
        try (DemoGuest guest = DemoGuest.in(pair)
                .devices(Set.of(Device.BLK, Device.NET))
                .options("rate=1000 gate=blocked gateafter=5 target=0x100 mask=1")
                .qemu(
                        "-device",
                        "zpci,uid=0x14,fid=0x400,target=many0,id=zpci_many",
                        "-device",
                        "virtio-rng-pci,id=many0,vectors=200,iommu_platform=on,disable-legacy=on")
                .start()) {
            try (GuestSession session = open(guest)) {
                Eventually.passes(LIMIT, () -> {
                    GuestSnapshot snapshot = probed(session);
                    assertThat(ids(snapshot, 0x100)).contains("function-blocked", "msix-masked");
                    assertThat(ids(snapshot, 0x200)).containsExactly("msix-masked");
                    assertThat(ids(snapshot, 0x400)).contains("msix-limited");
                });
            }
        }
        try (DemoGuest guest = DemoGuest.in(pair)
                .devices(Set.of(Device.RNG))
                .options("rate=1000 fault=unmapped faultafter=5")
                .start()) {
            try (GuestSession session = open(guest)) {
                Eventually.passes(
                        LIMIT, () -> assertThat(ids(probed(session), 0x300)).contains("function-error", "dma-fault"));
                GuestSnapshot snapshot = session.state().snapshot();
                assertThat(SnapshotText.write(snapshot)).contains("The function is in the error state.");
                assertThat(SnapshotJson.toJson(snapshot).toString()).contains("\"state\":\"error\"");
            }
        }
    }

    /** Functions of a Linux guest are changed behind its back. */
    @Test
    void whatLinuxDoesNotKnowIsFound() throws Exception {
        try (LinuxGuest guest = LinuxGuest.of(LinuxPair.BACKPORTS)
                .load(LinuxGuest.Load.OFF)
                .cpus(1)
                .start()) {
            GuestSnapshot healthy;
            try (GuestSession session = open(guest)) {
                healthy = probed(session);
                assertNothingGrave(healthy);
                // A block that was never written says nothing.
                Eventually.passes(LIMIT, () -> assertThat(session.refresh()
                                .get(30, TimeUnit.SECONDS)
                                .snapshot()
                                .function(0x600)
                                .orElseThrow()
                                .linux()
                                .value()
                                .measurement()
                                .value()
                                .orElseThrow()
                                .block()
                                .wasUpdated())
                        .isTrue());
            }
            make(guest, healthy, 0x200, Mistake.DEREGISTER_INTERRUPTS);
            make(guest, healthy, 0x300, Mistake.DEREGISTER_DMA);
            make(guest, healthy, 0x400, Mistake.DISABLE_FUNCTION);
            make(guest, healthy, 0x600, Mistake.STOP_MEASUREMENT);
            try (GuestSession session = open(guest)) {
                GuestSnapshot snapshot = probed(session);
                assertThat(ids(snapshot, 0x100)).isEmpty();
                assertThat(ids(snapshot, 0x200)).containsExactly("interrupts-differ");
                // It is in error as well if Linux has refreshed a translation since, which QEMU no longer has.
                assertThat(ids(snapshot, 0x300))
                        .contains("dma-not-registered", "dma-differs", "virtio-broken")
                        .isSubsetOf("function-error", "dma-not-registered", "dma-differs", "virtio-broken");
                assertThat(ids(snapshot, 0x400)).contains("handle-differs", "dma-not-registered");
                assertThat(ids(snapshot, 0x500)).containsExactly("io-bar");
                Eventually.passes(LIMIT, () -> assertThat(
                                ids(session.refresh().get(30, TimeUnit.SECONDS).snapshot(), 0x600))
                        .containsExactly("measurement-silent", "io-bar"));
            }
        }
    }

    private static void make(LinuxGuest guest, GuestSnapshot known, long fid, Mistake mistake) throws Exception {
        BehindTheBack.make(
                guest, known.function(fid).orElseThrow().linux().value().handle(), mistake);
    }
}
