package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot.Bar;
import org.zpcidebug.inspect.FunctionSnapshot.BarKind;
import org.zpcidebug.inspect.FunctionSnapshot.Dma;
import org.zpcidebug.inspect.FunctionSnapshot.Origin;
import org.zpcidebug.inspect.FunctionSnapshot.ZpciObject;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.zpci.ConfigurationState;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.Iota;

/** Tests {@link Findings}, each on a function that is healthy but for one thing. */
class FindingsTest {

    private static final QemuVersion NEW = new QemuVersion(10, 2, 0, "");
    private static final QemuVersion OLD = new QemuVersion(10, 1, 9, "");
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
        private boolean inLinux = true;
        private int handle = 0x8002_0003;
        private ConfigurationState state = ConfigurationState.CONFIGURED;
        private String driver = "nvme";
        private Optional<Iota> iota = Optional.of(Iota.ofTable(0x1000, Iota.Designation.REGION_THIRD_TABLE));
        private Optional<InterruptRegistration> interrupts =
                Optional.of(new InterruptRegistration(2, 3, 0x5000, 0, true, 0x6000, 4));

        FunctionSnapshot function() {
            Value<ZpciDevice> linux = inLinux ? Value.guest(linux()) : Value.unknown("not there");
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
                    known.virtio(),
                    known.queues(),
                    linux,
                    Value.unknown("no rate"),
                    List.of());
        }

        private ZpciDevice linux() {
            ZpciDevice known = Samples.linux();
            return new ZpciDevice(
                    known.address(),
                    fid,
                    new FunctionHandle(handle),
                    Known.of(state),
                    Known.of(0x11L),
                    known.pchid(),
                    known.pfgid(),
                    known.pft(),
                    known.vfn(),
                    known.mio(),
                    known.maxStoreBlock(),
                    known.bars(),
                    new ZpciDevice.Dma(
                            Known.of(new DmaWindow(0x1_0000_0000L, PAL)),
                            Known.of(ZpciDevice.DmaKind.KERNEL),
                            Known.of(OptionalLong.empty()),
                            Known.of(iota)),
                    new ZpciDevice.Interrupts(
                            Known.of(interrupts), Known.of(3), Known.of(128), Known.of(0L), Known.of(0L)),
                    known.measurement(),
                    known.counters(),
                    known.pciAddress(),
                    Known.of(driver));
        }
    }

    private static List<Finding> findings(QemuVersion version, boolean present, Sample... samples) {
        List<FunctionSnapshot> functions =
                Arrays.stream(samples).map(Sample::function).toList();
        GuestView view = new GuestView(Samples.system(), Value.guest(Map.of()), Map.of(), List.of());
        return new Findings(version, functions, view, present).of(functions.get(0));
    }

    private static void finds(Sample sample, Severity severity, String id) {
        assertThat(findings(NEW, true, sample)).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo(id);
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.text()).endsWith(".").doesNotContain("{").doesNotStartWith("!");
        });
    }

    private static Sample sample() {
        return new Sample();
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
        Sample other = sample();
        other.fid = 0x200;
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

    @Test
    void neighboursInOneSummaryByte() {
        Sample other = sample();
        other.fid = 0x200;
        other.handle = 0x8002_0004;
        other.interrupts = Optional.of(new InterruptRegistration(2, 3, 0x5100, 0, true, 0x6000, 7));
        assertThat(findings(OLD, true, other, sample()))
                .as("is told once for the functions of a byte")
                .isEmpty();
        assertThat(findings(OLD, true, sample(), other)).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("shared-summary-byte");
            assertThat(finding.severity()).isEqualTo(Severity.INFO);
            assertThat(finding.text()).contains("10.1.9", "0x6000", "0x200");
        });
        assertThat(findings(NEW, true, sample(), other)).isEmpty();
        other.interrupts = Optional.of(new InterruptRegistration(2, 3, 0x5100, 0, true, 0x6000, 8));
        assertThat(findings(OLD, true, sample(), other)).isEmpty();
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

    @Test
    void theGravestComesFirst() {
        Sample sample = sample();
        sample.bars = List.of(new Bar(2, BarKind.IO, false, 32));
        sample.uid = 0x22;
        assertThat(findings(NEW, true, sample)).extracting(Finding::id).containsExactly("uid-differs", "io-bar");
    }
}
