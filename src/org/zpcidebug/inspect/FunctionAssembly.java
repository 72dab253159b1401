package org.zpcidebug.inspect;

import java.util.List;
import java.util.Map;
import org.zpcidebug.hypervisor.MemoryTree;
import org.zpcidebug.hypervisor.PciDevice;
import org.zpcidebug.inspect.FunctionSnapshot.Bar;
import org.zpcidebug.inspect.FunctionSnapshot.BarKind;
import org.zpcidebug.inspect.FunctionSnapshot.Dma;
import org.zpcidebug.inspect.FunctionSnapshot.PciIdentity;

/**
 * Puts together what the sources say about the functions.
 *
 * @param pci the PCI devices by id, or why they are unknown
 * @param tree the memory tree, or why it is unknown
 * @param guest what the guest's memory says
 * @param probes what the last probe gave
 */
@SuppressWarnings("nls")
record FunctionAssembly(
        Value<Map<String, PciDevice>> pci,
        Value<MemoryTree> tree,
        Devices devices,
        Virtio virtio,
        GuestView guest,
        Probed probes) {

    /** The same with another probe. */
    FunctionAssembly with(Probed probe) {
        return new FunctionAssembly(pci, tree, devices, virtio, guest, probe);
    }

    FunctionSnapshot function(ZpciFacts zpci) {
        Value<PciDevice> plugged = plugged(zpci.target());
        DeviceFacts device =
                plugged.isKnown() ? devices.facts(zpci.target().value()) : DeviceFacts.unknown(plugged.reason());
        Virtio.State driver = virtio.state(device);
        return new FunctionSnapshot(
                zpci.fid().value(),
                zpci.uid(),
                Value.hypervisor(zpci.object()),
                zpci.target(),
                device.type(),
                plugged.map(FunctionAssembly::identity),
                device.hostDevice(),
                inEffect(zpci.interpreted(), plugged),
                inEffect(zpci.forwardingAssist(), plugged),
                inEffect(zpci.relaxedTranslation(), plugged),
                plugged.map(FunctionAssembly::bars),
                dma(zpci.uid()),
                driver.device(),
                driver.queues(),
                guest.device(zpci.fid().value()),
                guest.rates(zpci.fid().value()),
                Value.unknown(Words.of("reason.notReadYet")),
                guest.interrupts(zpci.fid().value()),
                FunctionGates.UNKNOWN,
                guest.demoFunction(zpci.fid().value()),
                probes.function(zpci.fid().value()),
                Diagnosis.NONE);
    }

    private Value<PciDevice> plugged(Value<String> target) {
        if (!target.isKnown()) {
            return Value.unknown(target.reason());
        }
        if (target.value().isEmpty()) {
            return Value.unknown(Words.of("reason.noTarget"));
        }
        if (!pci.isKnown()) {
            return Value.unknown(pci.reason());
        }
        PciDevice device = pci.value().get(target.value());
        return device == null ? Value.unknown(Words.of("reason.notPlugged", target.value())) : Value.hypervisor(device);
    }

    /** Until the device is plugged, QEMU shows what it would like to have. */
    private static Value<Boolean> inEffect(Value<Boolean> assist, Value<PciDevice> plugged) {
        return plugged.isKnown() ? assist : Value.unknown(plugged.reason());
    }

    private static PciIdentity identity(PciDevice device) {
        return new PciIdentity(
                device.vendor(),
                device.device(),
                device.subsystemVendor(),
                device.subsystem(),
                device.pciClass(),
                device.classText(),
                String.format("%02x:%02x.%x", device.bus(), device.slot(), device.function()));
    }

    private static List<Bar> bars(PciDevice device) {
        return device.regions().stream()
                .map(region -> new Bar(region.bar(), kind(region), region.prefetch(), region.bytes()))
                .toList();
    }

    private static BarKind kind(PciDevice.Region region) {
        if (region.io()) {
            return BarKind.IO;
        }
        return region.wide() ? BarKind.MEM64 : BarKind.MEM32;
    }

    private Dma dma(Value<Integer> uid) {
        if (!uid.isKnown()) {
            return unknownDma(uid.reason());
        }
        if (!tree.isKnown()) {
            return unknownDma(tree.reason());
        }
        return tree.value()
                .space(uid.value())
                .map(FunctionAssembly::dma)
                .orElseGet(() -> unknownDma(Words.of("reason.notInMemoryTree")));
    }

    private static Dma dma(MemoryTree.DmaSpace space) {
        if (!space.translated() && !space.direct()) {
            String none = Words.of("reason.notRegistered");
            return new Dma(Value.hypervisor(false), Value.unknown(none), Value.unknown(none));
        }
        return new Dma(
                Value.hypervisor(true),
                space.translated() ? Value.hypervisor(space.limit()) : Value.unknown(Words.of("reason.direct")),
                Value.hypervisor(space.direct()));
    }

    private static Dma unknownDma(String reason) {
        return new Dma(Value.unknown(reason), Value.unknown(reason), Value.unknown(reason));
    }
}
