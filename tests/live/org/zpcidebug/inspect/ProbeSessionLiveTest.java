package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.zpcidebug.inspect.Findings.LIMIT;
import static org.zpcidebug.inspect.Findings.ids;
import static org.zpcidebug.inspect.Findings.open;
import static org.zpcidebug.inspect.Findings.probed;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.intercept.BarRange;
import org.zpcidebug.intercept.ProbeReading;
import org.zpcidebug.intercept.ProbedFunction;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.zpci.ConfigSpace;
import org.zpcidebug.zpci.Fib;
import org.zpcidebug.zpci.MsixCapability;
import org.zpcidebug.zpci.MsixEntry;

/** Probes guests through a session: what the architecture answers, against what the guest believes. */
class ProbeSessionLiveTest {

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
                // QEMU reaches none behind a bus that is not PCI Express, and answers with ones.
                assertThat(answers.config().value().length()).isEqualTo(ConfigSpace.BYTES);
                assertThat(answers.msix().value().size())
                        .isEqualTo(answers.config().value().msix().orElseThrow().entries());
            });
            assertThat(snapshot.probe().value().uidChecking()).isTrue();
            NamedRegisters.await(session, 0x100, 4, "virtio notification: queue_notify_off 0");
            if (pair == LinuxPair.BACKPORTS) {
                NamedRegisters.await(session, 0x400, 0, "NVMe doorbells, byte ");
            }
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
            GuestSnapshot snapshot = probed(session);
            assertNothingGrave(snapshot);
            assertNamedWords(session, snapshot);
            NamedRegisters.await(session, 0x100, 4, "virtio notification: queue_notify_off 0");
        }
    }

    /** Of BARs only what is named is read: here the table's first entry, once more, and a space that there is not. */
    private static void assertNamedWords(GuestSession session, GuestSnapshot before) throws Exception {
        ProbedFunction answers =
                before.function(0x100).orElseThrow().probe().value().answers();
        assertThat(answers.bars()).isEmpty();
        MsixCapability table = answers.config().value().msix().orElseThrow();
        BarRange entry = new BarRange(0x100, table.tableBar(), table.tableOffset(), MsixEntry.BYTES);
        BarRange beyond = new BarRange(0x100, table.tableBar(), 1 << 20, 4);
        ProbeReading reading = session.probe(List.of(entry)).get(60, TimeUnit.SECONDS);
        List<Integer> words =
                reading.function(0x100).orElseThrow().bars().get(0).words();
        assertThat(MsixEntry.of(words.get(0), words.get(1), words.get(2), words.get(3)))
                .isEqualTo(answers.msix().value().get(0));
        assertThat(reading.function(0x200).orElseThrow().bars()).isEmpty();
        assertThat(SnapshotText.write(session.state().snapshot())).contains("BAR Words (Probe)", "fe000000");
        assertThat(catchThrowable(() -> session.probe(List.of(beyond)).get(60, TimeUnit.SECONDS)))
                .hasMessageContaining("beyond its end");
        assertThat(catchThrowable(() ->
                        session.probe(List.of(new BarRange(0x999, 0, 0, 4))).get(60, TimeUnit.SECONDS)))
                .hasMessageContaining("no function 0x999");
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
}
