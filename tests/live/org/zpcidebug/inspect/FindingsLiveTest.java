package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.zpcidebug.inspect.Findings.LIMIT;
import static org.zpcidebug.inspect.Findings.ids;
import static org.zpcidebug.inspect.Findings.open;
import static org.zpcidebug.inspect.Findings.refreshed;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;

/** Makes mistakes in real guests that the checks have to find without a probe, and looks at healthy ones. */
class FindingsLiveTest {

    private static Stream<Finding> all(GuestSnapshot snapshot) {
        return Stream.concat(
                snapshot.diagnosis().findings().stream(),
                snapshot.functions().stream().flatMap(function -> function.findings().stream()));
    }

    private static void assertHealthy(GuestSnapshot snapshot) {
        assertThat(all(snapshot)).allMatch(finding -> finding.severity() == Severity.INFO);
        assertThat(snapshot.count(Severity.ERROR) + snapshot.count(Severity.WARNING))
                .isZero();
        assertThat(snapshot.functions())
                .allSatisfy(function -> assertThat(function.diagnosis().notChecked())
                        .filteredOn(NotChecked::needsProbe)
                        .extracting(NotChecked::id)
                        .contains("handle-differs", "function-error", "interrupts-differ"));
    }

    @ParameterizedTest
    @EnumSource
    void aHealthyLinuxGuestHasNoErrorOrWarning(LinuxPair pair) throws Exception {
        try (GuestSession session = open(LinuxGuest.shared(pair))) {
            GuestSnapshot snapshot = Eventually.returns(LIMIT, () -> {
                GuestSnapshot now = refreshed(session);
                assertThat(now.guest().system().state()).isEqualTo(GuestSystem.State.LINUX);
                return now;
            });
            assertHealthy(snapshot);
            // What is a trait of both QEMUs is said once, of the guest, and not in each row.
            assertThat(snapshot.diagnosis().findings())
                    .extracting(Finding::id)
                    .filteredOn(id -> !id.equals("virtual-functions"))
                    .containsExactly("shared-summary-byte", "bar-byte-order", "migration-blocked");
            // The newer guest has a network card that can do SR-IOV.
            assertThat(snapshot.diagnosis().findings())
                    .filteredOn(finding -> finding.id().equals("virtual-functions"))
                    .hasSize(pair == LinuxPair.BACKPORTS ? 1 : 0)
                    .allSatisfy(finding -> assertThat(finding.text()).contains("8 SR-IOV virtual functions"));
            assertThat(snapshot.guest().setup().secure().value()).isFalse();
            assertThat(snapshot.guest().setup().balloon().value()).isFalse();
            assertThat(snapshot.functions()).allSatisfy(function -> assertThat(function.findings())
                    .extracting(Finding::id)
                    .isSubsetOf("io-bar"));
            assertThat(snapshot.functions()).allSatisfy(function -> assertThat(
                            function.diagnosis().notChecked())
                    .extracting(NotChecked::id)
                    .doesNotContain("uid-differs", "dma-not-registered", "interrupts-not-registered", "no-driver"));
            if (pair == LinuxPair.BACKPORTS) {
                assertThat(ids(snapshot, 0x500)).containsExactly("io-bar");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHealthyDemoGuestHasNoErrorOrWarning(LinuxPair pair) throws Exception {
        try (GuestSession session = open(DemoGuest.shared(pair))) {
            GuestSnapshot snapshot = Eventually.returns(LIMIT, () -> {
                GuestSnapshot now = refreshed(session);
                assertThat(now.functions()).allMatch(function -> function.demo().isKnown());
                return now;
            });
            assertHealthy(snapshot);
            assertThat(snapshot.functions())
                    .allMatch(function -> function.findings().isEmpty());
            assertThat(snapshot.diagnosis().findings()).extracting(Finding::id).containsExactly("migration-blocked");
        }
    }

    /**
     * One demo guest with many mistakes: a page that is used without refresh, unplugging that nobody answers, a device
     * without ids and translation, an object without device, and in the newer QEMU a device with I/O ports.
     */
    @ParameterizedTest
    @EnumSource
    void mistakesAreFound(LinuxPair pair) throws Exception {
        List<String> more = new ArrayList<>(List.of(
                "-device",
                "virtio-rng-pci,id=bare0,disable-legacy=on",
                "-device",
                "zpci,uid=0x20,fid=0x900,target=nothing0,id=waiting"));
        if (pair == LinuxPair.BACKPORTS) {
            more.addAll(List.of("-device", "e1000e,id=nic0,romfile="));
        }
        try (SecondMonitor second = new SecondMonitor()) {
            more.addAll(List.of(second.arguments()));
            try (DemoGuest guest = DemoGuest.in(pair)
                    .devices(Set.of(Device.BLK, Device.NET, Device.RNG))
                    .options("rate=1000 hotplug=off fault=norpcit faultafter=5 target=0x300")
                    .qemu(more.toArray(String[]::new))
                    .start()) {
                second.connect();
                try (GuestSession session = open(guest)) {
                    Eventually.passes(LIMIT, () -> assertThat(refreshed(session).functions())
                            .anyMatch(function -> function.demo().isKnown()));
                    second.unplug("net0");
                    Eventually.passes(LIMIT, () -> assertMistakes(pair, refreshed(session)));
                }
            }
        }
    }

    private static void assertMistakes(LinuxPair pair, GuestSnapshot snapshot) {
        assertThat(ids(snapshot, 0x100)).isEmpty();
        assertThat(ids(snapshot, 0x200)).containsExactly("unplug-pending");
        assertThat(ids(snapshot, 0x300)).contains("dma-fault");
        assertThat(snapshot.function(0x300).orElseThrow().findings().get(0).text())
                .contains("0x4 (translation protection)", "the refresh (RPCIT) is missing");
        assertThat(ids(snapshot, 0x900)).containsExactly("no-device");
        FunctionSnapshot bare = byTarget(snapshot, "bare0");
        assertThat(bare.findings()).extracting(Finding::id).containsExactly("automatic-ids", "virtio-untranslated");
        if (pair == LinuxPair.BACKPORTS) {
            assertThat(byTarget(snapshot, "nic0").findings())
                    .extracting(Finding::id)
                    .containsExactly("automatic-ids", "io-bar");
        }
        assertThat(snapshot.diagnosis().findings()).extracting(Finding::id).contains("migration-blocked");
        assertThat(SnapshotText.write(snapshot))
                .contains(
                        "Error: Error event 0x4", "Warning: The hypervisor has asked", "Not checked (handle-differs,");
    }

    private static FunctionSnapshot byTarget(GuestSnapshot snapshot, String target) {
        return snapshot.functions().stream()
                .filter(function -> function.target().orElse("").equals(target))
                .findFirst()
                .orElseThrow();
    }

    /** QEMU itself says that the guest cannot be migrated. */
    @ParameterizedTest
    @EnumSource
    void migrationIsBlockedIndeed(LinuxPair pair) throws Exception {
        try (SecondMonitor second = new SecondMonitor();
                DemoGuest guest = DemoGuest.in(pair)
                        .devices(Set.of(Device.RNG))
                        .memory(16)
                        .qemu(second.arguments())
                        .start()) {
            assertThat(guest.pid()).isPositive();
            second.connect();
            assertThat(catchThrowable(() -> second.execute("migrate", "uri", "exec:cat >/dev/null")))
                    .hasStackTraceContaining("zpci");
        }
    }

    /** Without the instructions the guest has no function; without suppression it works. */
    @ParameterizedTest
    @CsvSource({"BOOKWORM, zpci, ERROR", "BACKPORTS, ais, WARNING"})
    void aCpuModelThatLacksWhatPciNeeds(LinuxPair pair, String feature, Severity severity) throws Exception {
        try (DemoGuest guest = DemoGuest.in(pair)
                        .devices(Set.of(Device.RNG))
                        .memory(16)
                        .qemu("-cpu", "max," + feature + "=off")
                        .start();
                GuestSession session = open(guest)) {
            Eventually.passes(
                    LIMIT, () -> assertThat(refreshed(session).diagnosis().findings())
                            .first()
                            .satisfies(finding -> {
                                assertThat(finding.id()).isEqualTo("cpu-facilities");
                                assertThat(finding.severity()).isEqualTo(severity);
                                assertThat(finding.seen()).endsWith("lacks: " + feature + ".");
                            }));
        }
    }
}
