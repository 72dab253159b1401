package org.zpcidebug.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.zpcidebug.inspect.FunctionSnapshot.Bar;
import org.zpcidebug.inspect.FunctionSnapshot.Dma;
import org.zpcidebug.inspect.FunctionSnapshot.PciIdentity;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioDevice;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioQueue;
import org.zpcidebug.inspect.FunctionSnapshot.ZpciObject;

/** Tells the fields that are more than a number to a person. */
@SuppressWarnings("nls")
final class FunctionWords {

    private static final String BETWEEN = "; ";

    private FunctionWords() {}

    static String target(String target) {
        return target.isEmpty() ? Words.of("words.target.none") : target;
    }

    static String hostDevice(String device) {
        return device.isEmpty() ? Words.of("words.hostDevice.emulated") : device;
    }

    static String zpci(ZpciObject zpci) {
        return Words.of("words.zpci." + zpci.origin(), zpci.path(), zpci.id());
    }

    static String vendor(int vendor) {
        return withName(Words.hex16(vendor), PciNames.vendor(vendor));
    }

    static String device(PciIdentity pci) {
        return withName(Words.hex16(pci.device()), PciNames.device(pci.vendor(), pci.device()));
    }

    static String subsystem(PciIdentity pci) {
        return Words.hex16(pci.subsystemVendor()) + ":" + Words.hex16(pci.subsystem());
    }

    /** Our words where we have some, for QEMU has few. */
    static String pciClass(PciIdentity pci) {
        String own = PciNames.pciClass(pci.pciClass());
        return withName(Words.hex16(pci.pciClass()), own.isEmpty() ? pci.classText() : own);
    }

    static String bars(List<Bar> bars) {
        if (bars.isEmpty()) {
            return Words.of("words.bars.none");
        }
        return bars.stream()
                .map(bar -> Words.of(
                        "words.bar." + bar.kind() + (bar.prefetch() ? ".prefetch" : ""),
                        Integer.toString(bar.index()),
                        Words.bytes(bar.bytes())))
                .collect(Collectors.joining(BETWEEN));
    }

    static String dma(Dma dma) {
        if (!dma.registered().orElse(false)) {
            return Words.of("words.dma.none");
        }
        if (dma.directMapped().orElse(false)) {
            return Words.of("words.dma.direct");
        }
        return dma.pal().isKnown()
                ? Words.of("words.dma.registered", Words.hex(dma.pal().value()))
                : Words.of("words.dma.registered.unlimited");
    }

    static String virtio(VirtioDevice device) {
        String state = device.broken() ? "broken" : device.started() ? "ready" : "waiting";
        String driver = Words.of("words.virtio." + state, device.kind());
        return device.started() || device.broken()
                ? driver + ", " + Words.of("words.virtio." + (device.translated() ? "translated" : "untranslated"))
                : driver;
    }

    static String queues(List<VirtioQueue> queues) {
        return queues.stream().map(FunctionWords::queue).collect(Collectors.joining(BETWEEN));
    }

    private static String queue(VirtioQueue queue) {
        String index = Integer.toString(queue.index());
        return queue.descriptors() == 0
                ? Words.of("words.queue.unused", index)
                : Words.of(
                        "words.queue",
                        index,
                        Integer.toString(queue.size()),
                        Integer.toString(queue.inUse()),
                        Words.hex(queue.descriptors()));
    }

    static String findings(List<Finding> findings) {
        return findings.isEmpty()
                ? Words.of("words.findings.none")
                : findings.stream().map(FunctionWords::finding).collect(Collectors.joining(" "));
    }

    static String finding(Finding finding) {
        return Words.of("words.finding." + finding.severity(), finding.text());
    }

    /** The checks that were not made, those that need a probe together. */
    static String notChecked(List<NotChecked> checks) {
        return checks.stream()
                .collect(Collectors.groupingBy(NotChecked::reason, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(same -> Words.of(
                        "words.notChecked",
                        same.getValue().stream().map(NotChecked::id).collect(Collectors.joining(", ")),
                        same.getKey()))
                .collect(Collectors.joining("\n  "));
    }

    private static String withName(String id, String name) {
        return name.isEmpty() ? id : id + " " + name;
    }
}
