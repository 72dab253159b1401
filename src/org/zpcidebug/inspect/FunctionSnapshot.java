package org.zpcidebug.inspect;

import java.util.List;
import java.util.Optional;
import org.zpcidebug.linux.FunctionInterrupts;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.zpci.InterruptRegistration;

/**
 * Everything known about one zPCI function at one moment. The FID is the key: handles change.
 *
 * @param fid function id, unsigned 32 bit
 * @param uid user-defined id, 1..0xffff
 * @param zpci the zpci object that makes the PCI device a function
 * @param target the QEMU id of the PCI device
 * @param type the QEMU type of the PCI device, for instance {@code virtio-blk-pci}
 * @param pci vendor, device and class
 * @param hostDevice the host's device behind a vfio device; empty text for an emulated one
 * @param interpreted whether load/store interpretation is in effect
 * @param forwardingAssist whether interrupt forwarding assist is in effect
 * @param relaxedTranslation whether the guest may ask for direct-mapped DMA; QEMU has it since 10.0
 * @param bars the base address registers the device has
 * @param dma the DMA address space
 * @param virtio the virtio device behind a virtio PCI device
 * @param queues the virtio queues of a virtio device
 * @param linux what Linux in the guest believes of the function
 * @param rates how fast the counters of its measurement block go up
 * @param refreshed whether what it has mapped was ever refreshed
 * @param interrupts what the guest has counted of its interrupts, and their bits
 * @param gates the gates that its interrupts have to pass
 * @param demo what the demo guest publishes of the function
 * @param probe what the architecture answered when it was asked last
 * @param diagnosis what a person should look at, and what could not be checked
 */
@SuppressWarnings("nls")
public record FunctionSnapshot(
        long fid,
        Value<Integer> uid,
        Value<ZpciObject> zpci,
        Value<String> target,
        Value<String> type,
        Value<PciIdentity> pci,
        Value<String> hostDevice,
        Value<Boolean> interpreted,
        Value<Boolean> forwardingAssist,
        Value<Boolean> relaxedTranslation,
        Value<List<Bar>> bars,
        Dma dma,
        Value<VirtioDevice> virtio,
        Value<List<VirtioQueue>> queues,
        Value<ZpciDevice> linux,
        Value<MeasurementRates> rates,
        Value<RefreshCount> refreshed,
        Value<FunctionInterrupts> interrupts,
        FunctionGates gates,
        Value<DemoFunction> demo,
        Value<FunctionProbe> probe,
        Diagnosis diagnosis) {

    /** A function whose interrupts were not read. */
    public FunctionSnapshot(
            long fid,
            Value<Integer> uid,
            Value<ZpciObject> zpci,
            Value<String> target,
            Value<String> type,
            Value<PciIdentity> pci,
            Value<String> hostDevice,
            Value<Boolean> interpreted,
            Value<Boolean> forwardingAssist,
            Value<Boolean> relaxedTranslation,
            Value<List<Bar>> bars,
            Dma dma,
            Value<VirtioDevice> virtio,
            Value<List<VirtioQueue>> queues,
            Value<ZpciDevice> linux,
            Value<MeasurementRates> rates,
            List<Finding> findings) {
        this(
                fid,
                uid,
                zpci,
                target,
                type,
                pci,
                hostDevice,
                interpreted,
                forwardingAssist,
                relaxedTranslation,
                bars,
                dma,
                virtio,
                queues,
                linux,
                rates,
                Value.unknown(Words.of("reason.notReadYet")),
                Value.unknown(Words.of("reason.notReadYet")),
                FunctionGates.UNKNOWN,
                Value.unknown(Words.of("reason.noDemo")),
                Value.unknown(Words.of("reason.needsProbe")),
                new Diagnosis(findings, List.of()));
    }

    /** A function of which nothing is known but that it is there. */
    static FunctionSnapshot unknown(long fid, String reason) {
        return new FunctionSnapshot(
                fid,
                Value.unknown(reason),
                Value.unknown(reason),
                Value.unknown(reason),
                Value.unknown(reason),
                Value.unknown(reason),
                Value.unknown(reason),
                Value.unknown(reason),
                Value.unknown(reason),
                Value.unknown(reason),
                Value.unknown(reason),
                new Dma(Value.unknown(reason), Value.unknown(reason), Value.unknown(reason)),
                Value.unknown(reason),
                Value.unknown(reason),
                Value.unknown(reason),
                Value.unknown(reason),
                List.of());
    }

    /** What a person should look at, the gravest first. */
    public List<Finding> findings() {
        return diagnosis.findings();
    }

    /** The same function with what was found by watching it over several samples. */
    FunctionSnapshot with(FunctionGates known, Value<RefreshCount> counted) {
        return with(counted, interrupts, known, diagnosis);
    }

    /** The same function with these findings. */
    FunctionSnapshot with(Diagnosis found) {
        return with(refreshed, interrupts, gates, found);
    }

    /** The same function with these interrupts. */
    FunctionSnapshot with(Value<FunctionInterrupts> read) {
        return with(refreshed, read, gates, diagnosis);
    }

    private FunctionSnapshot with(
            Value<RefreshCount> counted, Value<FunctionInterrupts> read, FunctionGates known, Diagnosis found) {
        return new FunctionSnapshot(
                fid,
                uid,
                zpci,
                target,
                type,
                pci,
                hostDevice,
                interpreted,
                forwardingAssist,
                relaxedTranslation,
                bars,
                dma,
                virtio,
                queues,
                linux,
                rates,
                counted,
                read,
                known,
                demo,
                probe,
                found);
    }

    /** What the guest registered to get interrupts of the function; empty when it has not. */
    public Value<Optional<InterruptRegistration>> registration() {
        if (linux.isKnown()) {
            return Value.from(linux.value().interrupts().registration());
        }
        Value<Optional<InterruptRegistration>> byBits =
                interrupts.flatMap(known -> Value.from(known.bits())).map(bits -> Optional.of(bits.registration()));
        return byBits.isKnown() ? byBits : Value.unknown(linux.reason());
    }

    /** How a zpci object came to be. */
    public enum Origin {
        /** The user gave it an id. */
        NAMED,
        /** The user made it without an id. */
        ANONYMOUS,
        /** QEMU made it by itself for a PCI device that had none; its UID and FID follow the device order. */
        AUTOMATIC
    }

    /**
     * A zpci object.
     *
     * @param path its QOM path
     * @param id the user's id, empty when it has none
     */
    public record ZpciObject(String path, String id, Origin origin) {}

    /**
     * PCI ids, each 16 bit.
     *
     * @param pciClass base class and sub class
     * @param classText QEMU's words for the class, possibly empty
     * @param slot bus, slot and function in QEMU as BB:SS.F; the guest never sees it
     */
    public record PciIdentity(
            int vendor, int device, int subsystemVendor, int subsystem, int pciClass, String classText, String slot) {}

    /** What a base address register decodes. */
    public enum BarKind {
        MEM32,
        MEM64,
        IO
    }

    /**
     * A base address register.
     *
     * @param bytes its size
     */
    public record Bar(int index, BarKind kind, boolean prefetch, long bytes) {}

    /**
     * The DMA address space as the hypervisor shows it.
     *
     * @param registered whether the guest has registered an I/O address translation
     * @param pal the highest DMA address, unsigned; unknown while nothing is registered
     * @param directMapped whether DMA addresses are guest addresses (relaxed translation)
     */
    public record Dma(Value<Boolean> registered, Value<Long> pal, Value<Boolean> directMapped) {}

    /**
     * A virtio device as the hypervisor sees its driver.
     *
     * @param kind for instance {@code virtio-blk}
     * @param started whether the driver has set the device going
     * @param broken whether the device stopped working after an error of the driver
     * @param translated whether the driver agreed that ring and buffer addresses are DMA addresses, which the zPCI tables
     *     translate; otherwise they are guest addresses
     */
    public record VirtioDevice(String kind, boolean started, boolean broken, boolean translated) {}

    /**
     * A virtio queue as the hypervisor runs it; ring addresses are DMA addresses when the device uses translation.
     *
     * @param size entries in the ring
     * @param descriptors address of the descriptor table, 0 while the queue is not set up; the same for the others
     * @param lastAvailableIndex the next request to take, 0..0xffff; -1 when a vhost backend keeps it to itself
     * @param inUse requests taken and not yet given back
     */
    public record VirtioQueue(
            int index,
            int size,
            long descriptors,
            long available,
            long used,
            int lastAvailableIndex,
            int usedIndex,
            int inUse) {}
}
