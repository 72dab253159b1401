package org.zpcidebug.inspect;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.inspect.FunctionSnapshot.Bar;
import org.zpcidebug.inspect.FunctionSnapshot.BarKind;
import org.zpcidebug.inspect.FunctionSnapshot.Dma;
import org.zpcidebug.inspect.FunctionSnapshot.Origin;
import org.zpcidebug.inspect.FunctionSnapshot.PciIdentity;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioDevice;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioQueue;
import org.zpcidebug.inspect.FunctionSnapshot.ZpciObject;
import org.zpcidebug.inspect.GuestSnapshot.Accelerator;
import org.zpcidebug.inspect.GuestSnapshot.Guest;
import org.zpcidebug.inspect.GuestSnapshot.Hypervisor;
import org.zpcidebug.inspect.GuestSnapshot.PciFacilities;
import org.zpcidebug.inspect.GuestSnapshot.Setup;
import org.zpcidebug.intercept.BarRange;
import org.zpcidebug.intercept.BarWords;
import org.zpcidebug.intercept.ProbedFunction;
import org.zpcidebug.linux.KernelSymbols;
import org.zpcidebug.linux.KernelTypes;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.s390.BigEndian;
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
import org.zpcidebug.zpci.QueriedFunction;
import org.zpcidebug.zpci.QueriedGroup;

/** Snapshots made by hand. */
final class Samples {

    private static final QemuVersion VERSION = new QemuVersion(10, 0, 2, "Debian");
    private static final Instant TAKEN = Instant.parse("2026-01-02T03:04:00Z");

    private Samples() {}

    /** A function of which all is known. */
    static FunctionSnapshot known() {
        return new FunctionSnapshot(
                0x100,
                Value.hypervisor(0x11),
                Value.hypervisor(new ZpciObject("/machine/peripheral/z0", "z0", Origin.NAMED)),
                Value.hypervisor("blk0"),
                Value.hypervisor("virtio-blk-pci"),
                Value.hypervisor(new PciIdentity(0x1af4, 0x1042, 0x1af4, 0x1100, 0x100, "SCSI controller", "00:00.0")),
                Value.hypervisor(""),
                Value.hypervisor(false),
                Value.hypervisor(true),
                Value.hypervisor(false),
                Value.hypervisor(
                        List.of(new Bar(1, BarKind.MEM32, false, 4096), new Bar(4, BarKind.MEM64, true, 16384))),
                new Dma(Value.hypervisor(true), Value.hypervisor(0x11fffffffL), Value.hypervisor(false)),
                Value.hypervisor(new VirtioDevice("virtio-blk", true, false, true)),
                Value.hypervisor(List.of(
                        new VirtioQueue(0, 256, 0x100000000L, 0x100001000L, 0x100001300L, 512, 511, 1),
                        new VirtioQueue(1, 256, 0, 0, 0, 0, 0, 0))),
                Value.guest(linux()),
                Value.guest(new MeasurementRates(4, 2.75, 0, 1000.4, 0)),
                Value.guest(RefreshCount.SOME),
                Value.unknown("not read"),
                FunctionGates.UNKNOWN,
                Value.unknown("no demo guest"),
                Value.probe(new FunctionProbe(TAKEN, answers(), Value.unknown("not asked"))),
                new Diagnosis(
                        List.of(new Finding("sample", Finding.Severity.WARNING, "This is only a sample.")),
                        List.of(new NotChecked("other", "Other", "Nobody looked.", false))));
    }

    /** What a probe of the function of which all is known answers: the same that Linux believes. */
    static ProbedFunction answers() {
        return new ProbedFunction(
                new ListedFunction(0x1042, 0x1af4, true, 0x100, new FunctionHandle(0x8002_0003)),
                Known.of(new Fib(
                        0,
                        new FunctionControls(0x90),
                        0x1_0000_0000L,
                        0x1_1fff_f000L,
                        Iota.ofTable(0x1234_0000, Iota.Designation.REGION_THIRD_TABLE),
                        new InterruptRegistration(2, 3, 0x5000, 0, true, 0x6000, 4),
                        0x8000,
                        0)),
                Known.of(new QueriedFunction(
                        0,
                        0xff,
                        0x100,
                        List.of(0, 12, 0, 0, 14, 0),
                        0,
                        List.of(0L, 0L, 0L, 0L, 0xcL, 0L),
                        0,
                        0,
                        new DmaWindow(0x1_0000_0000L, 0x1ff_ffff_ffff_ffffL),
                        0x11)),
                Known.of(new QueriedGroup(128, 0, false, true, 128, 4000, 0x40, 0xfe00_0000_0000_0000L)),
                Known.of(new ConfigSpace(SampleConfig.virtio())),
                Known.of(List.of(
                        new MsixEntry(0xfe00_0000_0000_0000L, 0, false),
                        new MsixEntry(0xfe00_0000_0000_0000L, 1, false),
                        new MsixEntry(0xfe00_0000_0000_0000L, 2, false))),
                Known.of(List.of(false, false, false)),
                List.of(
                        new BarWords(
                                new BarRange(0x100, 4, 0x14, 4), Known.of(new BigEndian(new byte[] {15, 0, 1, 2}))),
                        new BarWords(new BarRange(0x100, 1, 0, 8), Known.unknown("PCILG: blocked."))));
    }

    /** A guest that runs Linux. */
    static GuestSystem system() {
        return new GuestSystem(
                GuestSystem.State.LINUX,
                "Linux 6.99",
                Value.hypervisor(new GuestSystem.Memory(MemoryAccess.PROCESS, "Memory of the process 7", List.of())),
                Value.guest(new GuestSystem.Kernel(
                        "6.99", KernelSymbols.Source.SYSTEM_MAP, KernelTypes.Source.BTF, List.of())));
    }

    /** What Linux says of the function of which all is known. */
    static ZpciDevice linux() {
        return linux(300, new MeasurementBlock(0, 7, 1, 11, 22, 33, 44, List.of()));
    }

    /** The same with so many pages mapped so far, of which 44 are not any more, and that measurement block. */
    static ZpciDevice linux(long mappedPages, MeasurementBlock block) {
        return new ZpciDevice(
                0x8123_4000L,
                0x100,
                new FunctionHandle(0x8002_0003),
                Known.of(ConfigurationState.CONFIGURED),
                Known.of(0x11L),
                Known.of(0),
                Known.of(0xff),
                Known.of(5),
                Known.of(0),
                Known.of(false),
                Known.of(128),
                Known.of(List.of(new ZpciDevice.Bar(1, 4, 4096, Known.of(2)))),
                new ZpciDevice.Dma(
                        Known.of(new DmaWindow(0x1_0000_0000L, 0x1_1fff_ffffL)),
                        Known.of(ZpciDevice.DmaKind.KERNEL),
                        Known.of(OptionalLong.of(0x1234_0000)),
                        Known.of(Optional.of(Iota.ofTable(0x1234_0000, Iota.Designation.REGION_THIRD_TABLE)))),
                new ZpciDevice.Interrupts(
                        Known.of(Optional.of(new InterruptRegistration(2, 3, 0x5000, 0, true, 0x6000, 4))),
                        Known.of(3),
                        Known.of(128),
                        Known.of(0xfe00_0000_0000_0000L),
                        Known.of(0x7000L)),
                Known.of(Optional.of(new ZpciDevice.Measurement(0x8000, Known.of(4000), block))),
                new ZpciDevice.Counters(
                        Known.of(4L), Known.of(mappedPages), Known.of(44L), Known.of(5L), Known.of(6L), Known.of(7L)),
                Known.of("0011:00:00.0"),
                Known.of("virtio-pci"));
    }

    /** A function of which nothing is known. */
    static FunctionSnapshot unknown() {
        return new FunctionSnapshot(
                0xffff_ffffL,
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                new Dma(Value.unknown("why"), Value.unknown("why"), Value.unknown("why")),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                Value.unknown("why"),
                FunctionGates.UNKNOWN,
                Value.unknown("why"),
                Value.unknown("why"),
                Diagnosis.NONE);
    }

    /** A guest with these functions. */
    static GuestSnapshot guest(FunctionSnapshot... functions) {
        return guest(VERSION, functions);
    }

    /** As {@link #guest(FunctionSnapshot...)}, in that QEMU. */
    static GuestSnapshot guest(QemuVersion version, FunctionSnapshot... functions) {
        return new GuestSnapshot(
                Instant.parse("2026-01-02T03:04:05Z"),
                new Hypervisor(
                        version,
                        Value.hypervisor(Accelerator.TCG),
                        Value.hypervisor("running"),
                        Value.hypervisor(true),
                        Value.hypervisor(Map.of())),
                new Guest(
                        Value.hypervisor("sample"),
                        Value.hypervisor(2),
                        Value.hypervisor(512L << 20),
                        Value.hypervisor(new PciFacilities(true, true, true)),
                        new Setup(Value.hypervisor(false), Value.hypervisor(false), Value.hypervisor(0)),
                        system()),
                List.of(functions),
                List.of());
    }

    /** The same while a debugger holds it. */
    static GuestSnapshot held(GuestSnapshot guest) {
        Hypervisor hypervisor = new Hypervisor(
                guest.hypervisor().version(),
                guest.hypervisor().accelerator(),
                Value.hypervisor("debug"),
                Value.hypervisor(false),
                guest.hypervisor().statistics());
        return with(guest, hypervisor, guest.guest());
    }

    /** The same with another hypervisor and machine. */
    static GuestSnapshot with(GuestSnapshot guest, Hypervisor hypervisor, Guest machine) {
        return new GuestSnapshot(
                guest.taken(),
                hypervisor,
                machine,
                guest.functions(),
                guest.interrupts(),
                guest.adapterEvents(),
                guest.probe(),
                guest.diagnosis(),
                guest.notices());
    }

    /** A guest of which nothing is known but QEMU's version. */
    static GuestSnapshot unknownGuest() {
        return new GuestSnapshot(
                Instant.EPOCH,
                new Hypervisor(
                        VERSION,
                        Value.unknown("why"),
                        Value.unknown("why"),
                        Value.unknown("why"),
                        Value.unknown("why")),
                new Guest(
                        Value.unknown("why"),
                        Value.unknown("why"),
                        Value.unknown("why"),
                        Value.unknown("why"),
                        GuestSystem.unknown(GuestSystem.State.OTHER, "why")),
                List.of(unknown()),
                List.of("Look here."));
    }
}
