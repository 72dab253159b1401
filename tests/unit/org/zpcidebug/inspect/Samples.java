package org.zpcidebug.inspect;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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

/** Snapshots made by hand. */
final class Samples {

    private static final QemuVersion VERSION = new QemuVersion(10, 0, 2, "Debian");

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
                        new VirtioQueue(1, 256, 0, 0, 0, 0, 0, 0))));
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
                Value.unknown("why"));
    }

    /** A guest with these functions. */
    static GuestSnapshot guest(FunctionSnapshot... functions) {
        return new GuestSnapshot(
                Instant.parse("2026-01-02T03:04:05Z"),
                new Hypervisor(
                        VERSION,
                        Value.hypervisor(Accelerator.TCG),
                        Value.hypervisor("running"),
                        Value.hypervisor(true),
                        Value.hypervisor(Map.of())),
                new Guest(Value.hypervisor("sample"), Value.hypervisor(2), Value.hypervisor(512L << 20)),
                List.of(functions),
                List.of());
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
                new Guest(Value.unknown("why"), Value.unknown("why"), Value.unknown("why")),
                List.of(unknown()),
                List.of("Look here."));
    }
}
