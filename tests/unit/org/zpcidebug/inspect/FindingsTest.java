package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot.Bar;
import org.zpcidebug.inspect.FunctionSnapshot.BarKind;
import org.zpcidebug.inspect.FunctionSnapshot.Dma;
import org.zpcidebug.inspect.FunctionSnapshot.Origin;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioDevice;
import org.zpcidebug.inspect.FunctionSnapshot.ZpciObject;
import org.zpcidebug.inspect.GuestSnapshot.Guest;
import org.zpcidebug.inspect.GuestSnapshot.Setup;
import org.zpcidebug.inspect.findings.Catalogue;
import org.zpcidebug.intercept.ProbedFunction;
import org.zpcidebug.linux.InterruptReading;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.testing.Repository;
import org.zpcidebug.zpci.ConfigSpace;
import org.zpcidebug.zpci.ConfigurationState;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.Fib;
import org.zpcidebug.zpci.FunctionControls;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.Iota;
import org.zpcidebug.zpci.ListedFunction;
import org.zpcidebug.zpci.MeasurementBlock;
import org.zpcidebug.zpci.MsixEntry;
import org.zpcidebug.zpci.QueriedGroup;

/** Tests the {@link Catalogue} of checks, each on a function that is healthy but for one thing. */
class FindingsTest {

    private static final QemuVersion NEW = new QemuVersion(10, 2, 0, "");
    private static final QemuVersion OLD = new QemuVersion(10, 1, 9, "");
    /** In the time of a measurement block. */
    private static final long SECOND = 2 * 4096 * 1_000_000L;

    private static final long PAL = 0x1_1fff_ffffL;

    /** A function of which one thing after the other can be changed. */
    private static final class Sample {
        private long fid = 0x100;
        private int uid = 0x11;
        private Origin origin = Origin.NAMED;
        private String hostDevice = "";
        private boolean interpreted;
        private boolean plugged = true;
        private List<Bar> bars = List.of(new Bar(0, BarKind.MEM64, false, 4096));
        private Dma dma = new Dma(Value.hypervisor(true), Value.hypervisor(PAL), Value.hypervisor(false));
        private int linuxUid = 0x11;
        private long linuxBar = 4;
        private long pal = PAL;
        private long mapped = 256;
        private long loads = 11;
        private int pfgid = 0x10;
        private Value<RefreshCount> refreshed = Value.guest(RefreshCount.SOME);
        private long lastUpdate = 1000 * SECOND;
        private VirtioDevice virtio = new VirtioDevice("virtio-blk", true, false, true);
        private UnaryOperator<ProbedFunction> probe;
        private boolean inLinux = true;
        private int handle = 0x8002_0003;
        private ConfigurationState state = ConfigurationState.CONFIGURED;
        private String driver = "nvme";
        private Optional<Iota> iota = Optional.of(Iota.ofTable(0x1000, Iota.Designation.REGION_THIRD_TABLE));
        private Optional<InterruptRegistration> interrupts =
                Optional.of(new InterruptRegistration(2, 3, 0x5000, 0, true, 0x6000, 4));

        FunctionSnapshot function() {
            Value<ZpciDevice> linux = inLinux ? Value.guest(linux()) : Value.unknown("not there");
            FunctionSnapshot unprobed = function(linux, Value.unknown("Needs a probe."));
            return probe == null ? unprobed : function(linux, answers(unprobed));
        }

        private FunctionSnapshot function(Value<ZpciDevice> linux, Value<FunctionProbe> answers) {
            FunctionSnapshot known = Samples.known();
            return new FunctionSnapshot(
                    fid,
                    Value.hypervisor(uid),
                    Value.hypervisor(new ZpciObject("/z", "z", origin)),
                    Value.hypervisor("target"),
                    plugged ? known.type() : Value.unknown("Not plugged."),
                    plugged ? known.pci() : Value.unknown("Not plugged."),
                    Value.hypervisor(hostDevice),
                    Value.hypervisor(interpreted),
                    Value.hypervisor(false),
                    Value.hypervisor(false),
                    Value.hypervisor(bars),
                    dma,
                    Value.hypervisor(virtio),
                    known.queues(),
                    linux,
                    Value.unknown("no rate"),
                    refreshed,
                    Value.unknown("not read"),
                    FunctionGates.UNKNOWN,
                    Value.unknown("no demo guest"),
                    answers,
                    Diagnosis.NONE);
        }

        private Value<FunctionProbe> answers(FunctionSnapshot unprobed) {
            return Value.probe(new FunctionProbe(Instant.EPOCH, probe.apply(Samples.answers()), Belief.of(unprobed)));
        }

        private ZpciDevice linux() {
            ZpciDevice known = Samples.linux();
            return new ZpciDevice(
                    known.address(),
                    fid,
                    new FunctionHandle(handle),
                    Known.of(state),
                    Known.of((long) linuxUid),
                    known.pchid(),
                    Known.of(pfgid),
                    known.pft(),
                    known.vfn(),
                    known.mio(),
                    known.maxStoreBlock(),
                    Known.of(List.of(new ZpciDevice.Bar(0, linuxBar, 4096, Known.of(2)))),
                    new ZpciDevice.Dma(
                            Known.of(new DmaWindow(0x1_0000_0000L, pal)),
                            Known.of(ZpciDevice.DmaKind.KERNEL),
                            Known.of(OptionalLong.empty()),
                            Known.of(iota)),
                    new ZpciDevice.Interrupts(
                            Known.of(interrupts), Known.of(3), Known.of(128), Known.of(0L), Known.of(0L)),
                    Known.of(Optional.of(new ZpciDevice.Measurement(
                            0x8000,
                            Known.of(4000),
                            new MeasurementBlock(0, 7, lastUpdate, loads, 2 * loads, 3 * loads, 44, List.of())))),
                    new ZpciDevice.Counters(
                            known.counters().allocatedPages(),
                            Known.of(mapped),
                            Known.of(0L),
                            known.counters().globalRefreshes(),
                            known.counters().syncMapRefreshes(),
                            known.counters().syncRefreshes()),
                    known.pciAddress(),
                    Known.of(driver));
        }
    }

    private static GuestSnapshot guest(QemuVersion version, Sample... samples) {
        GuestSnapshot guest = Samples.guest(
                version, Arrays.stream(samples).map(Sample::function).toArray(FunctionSnapshot[]::new));
        // Linux's list was read.
        return new GuestSnapshot(
                guest.taken(),
                guest.hypervisor(),
                guest.guest(),
                guest.functions(),
                Value.guest(new InterruptReading(0, Known.of(List.of()), Known.of(Map.of()), Map.of())),
                guest.adapterEvents(),
                guest.probe(),
                guest.diagnosis(),
                guest.notices());
    }

    private static Diagnosis diagnosis(Sample... samples) {
        GuestSnapshot guest = guest(NEW, samples);
        return Catalogue.of(guest, guest.functions().get(0), true);
    }

    private static List<Finding> findings(QemuVersion version, boolean present, Sample... samples) {
        GuestSnapshot guest = guest(version, samples);
        return Catalogue.of(guest, guest.functions().get(0), present).findings();
    }

    private static void finds(Sample sample, Severity severity, String id) {
        assertThat(findings(NEW, true, sample)).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo(id);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.text()).doesNotContain("{", "!");
            assertThat(List.of(finding.title(), finding.seen(), finding.why(), finding.remedy(), finding.reference()))
                    .allSatisfy(part -> assertThat(part).isNotEmpty());
            assertThat(finding.evidence()).isNotEmpty().allSatisfy(evidence -> {
                assertThat(evidence.source()).isNotNull();
                assertThat(evidence.text()).isNotEmpty();
            });
        });
    }

    private static Sample sample() {
        return new Sample();
    }

    private static Sample neighbour() {
        Sample sample = sample();
        sample.fid = 0x200;
        sample.uid = 0x22;
        sample.linuxUid = 0x22;
        sample.handle = 0x8002_0004;
        return sample;
    }

    @Test
    void aHealthyFunctionHasNone() {
        assertThat(findings(NEW, true, sample())).isEmpty();
    }

    @Test
    void differentUids() {
        Sample sample = sample();
        sample.uid = 0x22;
        finds(sample, Severity.ERROR, "uid-differs");
    }

    @Test
    void sourcesOfDifferentTimesAreNotCompared() {
        Sample sample = sample();
        sample.uid = 0x22;
        sample.dma = new Dma(Value.hypervisor(false), Value.unknown("none"), Value.unknown("none"));
        assertThat(findings(NEW, false, sample)).isEmpty();
        Sample absent = sample();
        absent.inLinux = false;
        assertThat(findings(NEW, false, absent)).isEmpty();
    }

    @Test
    void notInLinux() {
        Sample sample = sample();
        sample.inLinux = false;
        finds(sample, Severity.WARNING, "not-in-linux");
    }

    @Test
    void anObjectWithoutDevice() {
        Sample sample = sample();
        sample.inLinux = false;
        sample.plugged = false;
        finds(sample, Severity.WARNING, "no-device");
    }

    @Test
    void notConfiguredSaysHowToConfigure() {
        Sample sample = sample();
        sample.state = ConfigurationState.STANDBY;
        sample.handle = 0x0002_0003;
        assertThat(findings(NEW, true, sample)).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("not-configured");
            assertThat(finding.text()).contains("standby").endsWith("/sys/bus/pci/slots/00000100/power");
        });
    }

    @Test
    void disabledWithADriver() {
        Sample sample = sample();
        sample.handle = 0x0002_0003;
        finds(sample, Severity.ERROR, "disabled-with-driver");
    }

    @Test
    void noDriver() {
        Sample sample = sample();
        sample.driver = "";
        finds(sample, Severity.INFO, "no-driver");
    }

    @Test
    void handlesAgainstInterpretation() {
        Sample sample = sample();
        sample.handle = 0x8000_0003;
        finds(sample, Severity.WARNING, "handle-interpreted");
        sample.interpreted = true;
        assertThat(findings(NEW, true, sample)).isEmpty();
        sample.handle = 0x8001_0003;
        finds(sample, Severity.WARNING, "handle-not-interpreted");
    }

    @Test
    void sharedHandles() {
        Sample other = neighbour();
        other.handle = 0x0002_0003;
        other.interrupts = Optional.empty();
        assertThat(findings(NEW, true, sample(), other)).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("handle-shared");
            assertThat(finding.text()).contains("0x80020003", "0x200");
        });
    }

    @Test
    void dmaOfOneSideOnly() {
        Sample sample = sample();
        sample.dma = new Dma(Value.hypervisor(false), Value.unknown("none"), Value.unknown("none"));
        finds(sample, Severity.ERROR, "dma-not-registered");
        Sample left = sample();
        left.iota = Optional.empty();
        finds(left, Severity.WARNING, "dma-left-registered");
        left.dma = new Dma(Value.hypervisor(true), Value.unknown("direct"), Value.hypervisor(true));
        assertThat(findings(NEW, true, left)).isEmpty();
    }

    /** The guest has had no time to write down what it has just registered. */
    @Test
    void aRegistrationThatADebuggerHasSteppedOverIsNotChecked() {
        Sample left = sample();
        left.iota = Optional.empty();
        GuestSnapshot stepped = Samples.held(guest(NEW, left));
        Diagnosis diagnosis = Catalogue.of(stepped, stepped.functions().get(0), true);
        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.notChecked()).extracting(NotChecked::id).contains("dma-left-registered");
    }

    @Test
    void dmaThatEndsElsewhere() {
        Sample sample = sample();
        sample.dma = new Dma(Value.hypervisor(true), Value.hypervisor(PAL - 4096), Value.hypervisor(false));
        finds(sample, Severity.WARNING, "dma-limit-differs");
    }

    @Test
    void interruptsThatNeverArrive() {
        Sample sample = sample();
        sample.interrupts = Optional.empty();
        finds(sample, Severity.ERROR, "interrupts-not-registered");
    }

    /** Neither bites while all functions work, so they are notes of the guest and not of its functions. */
    @Test
    void traitsOfTheWholeGuest() {
        Sample other = neighbour();
        other.interrupts = Optional.of(new InterruptRegistration(2, 3, 0x5100, 0, true, 0x6000, 7));
        assertThat(Catalogue.of(guest(OLD, sample(), other)).findings())
                .satisfiesExactly(
                        finding -> {
                            assertThat(finding.id()).isEqualTo("shared-summary-byte");
                            assertThat(finding.severity()).isEqualTo(Severity.INFO);
                            assertThat(finding.text()).contains("10.1.9", "0x6000", "0x100, 0x200");
                        },
                        finding -> assertThat(finding.id()).isEqualTo("migration-blocked"));
        assertThat(ids(NEW, sample(), other)).containsExactly("migration-blocked");
        other.interrupts = Optional.of(new InterruptRegistration(2, 3, 0x5100, 0, true, 0x6000, 8));
        assertThat(ids(OLD, sample(), other)).containsExactly("migration-blocked");
    }

    private static List<String> ids(QemuVersion version, Sample... samples) {
        return Catalogue.of(guest(version, samples)).findings().stream()
                .map(Finding::id)
                .toList();
    }

    @Test
    void trapsOfTheConfiguration() {
        Sample sample = sample();
        sample.origin = Origin.AUTOMATIC;
        finds(sample, Severity.INFO, "automatic-ids");
        Sample ports = sample();
        ports.bars = List.of(new Bar(2, BarKind.IO, false, 32));
        finds(ports, Severity.INFO, "io-bar");
        Sample host = sample();
        host.hostDevice = "0001:00:00.0";
        host.handle = 0x8001_0003;
        finds(host, Severity.INFO, "not-interpreted");
    }

    /** QEMU refuses both: made by hand. */
    @Test
    void uidsThatAreNone() {
        Sample other = neighbour();
        other.uid = 0x11;
        assertThat(findings(NEW, true, sample(), other)).extracting(Finding::id).containsExactly("uid-shared");
        Sample none = sample();
        none.uid = 0;
        none.linuxUid = 0;
        finds(none, Severity.WARNING, "uid-zero");
    }

    /** Takes Linux 6.18 with an aperture of more than 4 TiB: made by hand. */
    @Test
    void aDesignationThatQemuDoesNotTake() {
        Sample sample = sample();
        sample.iota = Optional.of(Iota.ofTable(0x1000, Iota.Designation.REGION_SECOND_TABLE));
        finds(sample, Severity.ERROR, "iota-designation");
    }

    /** Takes a host device and its limits: made by hand. */
    @Test
    void windowsAndLimitsOfHostDevices() {
        Sample small = sample();
        small.pal = 0x1_0fff_ffffL;
        small.dma = new Dma(Value.hypervisor(true), Value.hypervisor(small.pal), Value.hypervisor(false));
        finds(small, Severity.WARNING, "dma-window-small");
        Sample full = sample();
        full.mapped = 120_000;
        finds(full, Severity.WARNING, "dma-window-full");
        Sample limit = interpreted();
        limit.mapped = 60_000;
        finds(limit, Severity.WARNING, "mapping-limit");
    }

    /** Takes a function that the machine interprets: made by hand. */
    @Test
    void whatOnlyInterpretedFunctionsHave() {
        Sample blind = interpreted();
        blind.loads = 0;
        finds(blind, Severity.INFO, "measurement-blind");
        Sample crossing = interpreted();
        crossing.interrupts = Optional.of(new InterruptRegistration(2, 65, 0x5ff8, 0, true, 0x6000, 4));
        finds(crossing, Severity.WARNING, "indicators-cross-page");
        crossing.interrupts = Optional.of(new InterruptRegistration(2, 64, 0x5ff8, 0, true, 0x6000, 4));
        assertThat(findings(NEW, true, crossing)).isEmpty();
        Sample grouped = interpreted();
        grouped.pfgid = 0xff;
        finds(grouped, Severity.INFO, "default-group");
    }

    private static Sample interpreted() {
        Sample sample = sample();
        sample.hostDevice = "0001:00:00.0";
        sample.handle = 0x8000_0003;
        sample.interpreted = true;
        return sample;
    }

    @Test
    void mappingsThatWereNeverRefreshed() {
        Sample sample = sample();
        sample.refreshed = Value.guest(RefreshCount.NONE_YET);
        assertThat(findings(NEW, true, sample)).isEmpty();
        assertThat(diagnosis(sample).notChecked()).extracting(NotChecked::id).contains("never-refreshed");
        sample.refreshed = Value.guest(RefreshCount.NONE);
        finds(sample, Severity.WARNING, "never-refreshed");
    }

    @Test
    void aMeasurementBlockThatStandsStill() {
        Sample other = neighbour();
        Sample late = sample();
        other.lastUpdate = late.lastUpdate + 9 * SECOND;
        assertThat(findings(NEW, true, late, other)).isEmpty();
        other.lastUpdate = late.lastUpdate + 11 * SECOND;
        assertThat(findings(NEW, true, late, other)).extracting(Finding::id).containsExactly("measurement-silent");
    }

    @Test
    void virtioDevices() {
        Sample sample = sample();
        sample.virtio = new VirtioDevice("virtio-blk", true, false, false);
        finds(sample, Severity.INFO, "virtio-untranslated");
        sample.virtio = new VirtioDevice("virtio-blk", true, true, true);
        finds(sample, Severity.ERROR, "virtio-broken");
    }

    /** Of a snapshot as a real guest gives it, with other values: they take secure execution, SR-IOV, a host device. */
    @Test
    void traitsOfTheMachine() {
        GuestSnapshot guest = guest(NEW, sample());
        assertThat(Catalogue.of(set(guest, true, false, 0)).findings())
                .extracting(Finding::id)
                .containsExactly("secure-guest", "migration-blocked");
        assertThat(Catalogue.of(set(guest, false, false, 8)).findings())
                .extracting(Finding::id, Finding::severity)
                .containsExactly(tuple("virtual-functions", Severity.INFO), tuple("migration-blocked", Severity.INFO));
        Sample direct = sample();
        direct.dma = new Dma(Value.hypervisor(true), Value.unknown("direct"), Value.hypervisor(true));
        GuestSnapshot pinned = set(guest(NEW, direct), false, true, 0);
        assertThat(Catalogue.of(pinned, pinned.functions().get(0), true).findings())
                .extracting(Finding::id)
                .containsExactly("balloon-pinned");
        assertThat(Catalogue.of(Samples.unknownGuest()).notChecked())
                .extracting(NotChecked::id)
                .contains("secure-guest", "virtual-functions");
    }

    private static GuestSnapshot set(GuestSnapshot guest, boolean secure, boolean balloon, int functions) {
        Guest before = guest.guest();
        Setup setup = new Setup(Value.hypervisor(secure), Value.hypervisor(balloon), Value.hypervisor(functions));
        Guest changed = new Guest(
                before.name(), before.cpus(), before.memoryBytes(), before.facilities(), setup, before.system());
        return Samples.with(guest, guest.hypervisor(), changed);
    }

    @Test
    void barsTheWrongWayRound() {
        Sample sample = sample();
        sample.linuxBar = 0x0400_0000;
        assertThat(ids(NEW, sample)).containsExactly("bar-byte-order", "migration-blocked");
    }

    @Test
    void whatAProbeContradicts() {
        Sample sample = sample();
        sample.probe = answers -> new ProbedFunction(
                new ListedFunction(0x1042, 0x1af4, false, 0x100, new FunctionHandle(0x0002_0003)),
                Known.of(fib(0xf0, 0, 0)),
                answers.query(),
                answers.group(),
                answers.config(),
                answers.msix(),
                answers.pending());
        assertThat(findings(NEW, true, sample))
                .extracting(Finding::id)
                .containsExactly(
                        "handle-differs",
                        "configuration-differs",
                        "function-error",
                        "dma-differs",
                        "interrupts-differ");
        sample.probe = answers -> new ProbedFunction(
                answers.listed(),
                Known.of(fib(0xd0, 0x1804, 0x5000)),
                answers.query(),
                answers.group(),
                answers.config(),
                answers.msix(),
                answers.pending());
        finds(sample, Severity.ERROR, "function-blocked");
    }

    private static Fib fib(int controls, long iota, long vector) {
        return new Fib(
                0,
                new FunctionControls(controls),
                0x1_0000_0000L,
                0x1_1fff_f000L,
                new Iota(iota),
                new InterruptRegistration(2, 3, vector, 0, true, 0x6000, 4),
                0,
                0);
    }

    @Test
    void vectorsThatAProbeFinds() {
        Sample sample = sample();
        sample.probe = answers -> vectors(answers, SampleConfig.plain(), false, 128);
        finds(sample, Severity.WARNING, "msix-missing");
        sample.probe = answers -> vectors(answers, SampleConfig.virtio(), true, 128);
        finds(sample, Severity.INFO, "msix-masked");
        sample.probe = answers -> vectors(answers, SampleConfig.virtio(), false, 2);
        finds(sample, Severity.WARNING, "msix-limited");
    }

    private static ProbedFunction vectors(ProbedFunction answers, byte[] config, boolean masked, int limit) {
        return new ProbedFunction(
                answers.listed(),
                Known.of(fib(0x90, 0x1804, 0x5000)),
                answers.query(),
                Known.of(new QueriedGroup(limit, 0, false, true, 128, 4000, 0x40, 0xfe00_0000_0000_0000L)),
                Known.of(new ConfigSpace(config)),
                Known.of(List.of(new MsixEntry(0xfe00_0000_0000_0000L, 0, masked))),
                answers.pending());
    }

    @Test
    void whatIsNotKnownIsNotChecked() {
        assertThat(diagnosis(sample()).notChecked())
                .filteredOn(NotChecked::needsProbe)
                .extracting(NotChecked::id)
                .contains("handle-differs", "function-error", "msix-limited");
        GuestSnapshot nothing = Samples.guest(Samples.unknown());
        Diagnosis diagnosis = Catalogue.of(nothing, nothing.functions().get(0), true);
        assertThat(diagnosis.findings()).isEmpty();
        assertThat(diagnosis.notChecked()).hasSizeGreaterThan(30).allSatisfy(check -> {
            assertThat(check.reason()).isNotEmpty();
            assertThat(check.title()).doesNotStartWith("!");
        });
    }

    @Test
    void idsAreUniqueAndDocumented() throws Exception {
        String format = Files.readString(Repository.path("docs/SNAPSHOT.md"));
        assertThat(Catalogue.ids()).doesNotHaveDuplicates().allSatisfy(id -> assertThat(format)
                .contains("`" + id + "`"));
    }

    @Test
    void theGravestComesFirst() {
        Sample sample = sample();
        sample.bars = List.of(new Bar(2, BarKind.IO, false, 32));
        sample.uid = 0x22;
        assertThat(findings(NEW, true, sample)).extracting(Finding::id).containsExactly("uid-differs", "io-bar");
    }
}
