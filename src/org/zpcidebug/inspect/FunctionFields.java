package org.zpcidebug.inspect;

import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.function.Function;
import org.zpcidebug.inspect.FunctionSnapshot.PciIdentity;
import org.zpcidebug.zpci.ConfigurationState;
import org.zpcidebug.zpci.FunctionHandle;

/** All fields of a function that have a source, in the order in which a person reads them. */
@SuppressWarnings("nls")
public final class FunctionFields {

    private FunctionFields() {}

    /**
     * Fields that belong together.
     *
     * @param id names the group in the messages
     */
    public record Group(String id, List<FunctionField<?>> fields) {

        /** The group's name for a person, Headline capitalised. */
        public String label() {
            return Words.of("group." + id + ".label");
        }
    }

    /** The function id, the key of a function. */
    public static final FunctionField<Long> FID = new FunctionField<>(
            "fid", f -> Value.hypervisor(f.fid()), Words::hex, fid -> new JsonPrimitive(Words.hex(fid)));

    /** The user-defined id. */
    public static final FunctionField<Integer> UID = new FunctionField<>(
            "uid", FunctionSnapshot::uid, uid -> Words.hex(uid), uid -> new JsonPrimitive(Words.hex(uid)));

    /** The QEMU id of the PCI device. */
    public static final FunctionField<String> TARGET =
            new FunctionField<>("target", FunctionSnapshot::target, FunctionWords::target, JsonPrimitive::new);

    /** The QEMU type of the PCI device. */
    public static final FunctionField<String> TYPE =
            new FunctionField<>("type", FunctionSnapshot::type, type -> type, JsonPrimitive::new);

    /** The host's device behind a vfio device. */
    public static final FunctionField<String> HOST_DEVICE = new FunctionField<>(
            "hostDevice", FunctionSnapshot::hostDevice, FunctionWords::hostDevice, JsonPrimitive::new);

    /** The zpci object. */
    public static final FunctionField<FunctionSnapshot.ZpciObject> ZPCI =
            new FunctionField<>("zpci", FunctionSnapshot::zpci, FunctionWords::zpci, FieldJson::zpci);

    /** The PCI vendor. */
    public static final FunctionField<Integer> VENDOR = new FunctionField<>(
            "vendor",
            f -> f.pci().map(PciIdentity::vendor),
            FunctionWords::vendor,
            vendor -> new JsonPrimitive(Words.hex16(vendor)));

    /** The PCI device id. */
    public static final FunctionField<PciIdentity> DEVICE = new FunctionField<>(
            "device",
            FunctionSnapshot::pci,
            FunctionWords::device,
            pci -> new JsonPrimitive(Words.hex16(pci.device())));

    /** The ids of the subsystem. */
    public static final FunctionField<PciIdentity> SUBSYSTEM =
            new FunctionField<>("subsystem", FunctionSnapshot::pci, FunctionWords::subsystem, FieldJson::subsystem);

    /** The PCI class. */
    public static final FunctionField<PciIdentity> CLASS = new FunctionField<>(
            "class",
            FunctionSnapshot::pci,
            FunctionWords::pciClass,
            pci -> new JsonPrimitive(Words.hex16(pci.pciClass())));

    /** Where the device sits in QEMU. */
    public static final FunctionField<String> SLOT =
            new FunctionField<>("slot", f -> f.pci().map(PciIdentity::slot), slot -> slot, JsonPrimitive::new);

    /** The base address registers. */
    public static final FunctionField<List<FunctionSnapshot.Bar>> BARS =
            new FunctionField<>("bars", FunctionSnapshot::bars, FunctionWords::bars, FieldJson::bars);

    /** Whether a DMA address space is registered, in words with its limit. */
    public static final FunctionField<FunctionSnapshot.Dma> DMA_REGISTERED = new FunctionField<>(
            "dma.registered",
            f -> f.dma().registered().map(registered -> f.dma()),
            FunctionWords::dma,
            dma -> new JsonPrimitive(dma.registered().value()));

    /** The highest DMA address. */
    public static final FunctionField<Long> DMA_LIMIT = new FunctionField<>(
            "dma.pal", f -> f.dma().pal(), Words::hex, limit -> new JsonPrimitive(Words.hex(limit)));

    /** Whether DMA goes to guest memory untranslated. */
    public static final FunctionField<Boolean> DMA_DIRECT =
            flag("dma.directMapped", f -> f.dma().directMapped());

    /** Whether loads and stores are interpreted. */
    public static final FunctionField<Boolean> INTERPRETED = flag("interpreted", FunctionSnapshot::interpreted);

    /** Whether interrupts are forwarded. */
    public static final FunctionField<Boolean> FORWARDING =
            flag("forwardingAssist", FunctionSnapshot::forwardingAssist);

    /** Whether DMA without translation is allowed. */
    public static final FunctionField<Boolean> RELAXED =
            flag("relaxedTranslation", FunctionSnapshot::relaxedTranslation);

    /** The virtio device. */
    public static final FunctionField<FunctionSnapshot.VirtioDevice> VIRTIO =
            new FunctionField<>("virtio", FunctionSnapshot::virtio, FunctionWords::virtio, FieldJson::virtio);

    /** The virtio queues. */
    public static final FunctionField<List<FunctionSnapshot.VirtioQueue>> QUEUES =
            new FunctionField<>("queues", FunctionSnapshot::queues, FunctionWords::queues, FieldJson::queues);

    /** The function handle, with its parts. */
    public static final FunctionField<FunctionHandle> HANDLE = LinuxFields.HANDLE;

    /** The state in which Linux has the function. */
    public static final FunctionField<ConfigurationState> STATE = LinuxFields.STATE;

    /** Whether the function is enabled. */
    public static final FunctionField<Boolean> ENABLED = LinuxFields.ENABLED;

    /** The PCI address in the guest. */
    public static final FunctionField<String> ADDRESS = LinuxFields.ADDRESS;

    /** The driver in the guest. */
    public static final FunctionField<String> DRIVER = LinuxFields.DRIVER;

    /** How many pages are mapped for DMA. */
    public static final FunctionField<Long> MAPPED_PAGES = LinuxFields.MAPPED;

    /** How many interrupts are registered. */
    public static final FunctionField<Integer> INTERRUPTS = LinuxFields.NOI;

    /** The counters of the measurement block, a second. */
    public static final FunctionField<MeasurementRates> RATES = LinuxFields.RATES;

    /**
     * What a person should look at. It is about the other fields, so it is none of {@link #all}: it has no source of its
     * own.
     */
    public static final FunctionField<List<Finding>> FINDINGS = new FunctionField<>(
            "findings", f -> new Value<>(f.findings(), null, null), FunctionWords::findings, FieldJson::findings);

    private static final List<Group> GROUPS = List.of(
            new Group("identity", List.of(FID, UID, TARGET, TYPE, HOST_DEVICE, ZPCI)),
            new Group(
                    "function",
                    List.of(
                            HANDLE,
                            STATE,
                            ENABLED,
                            LinuxFields.PCHID,
                            LinuxFields.PFGID,
                            LinuxFields.PFT,
                            LinuxFields.VFN)),
            new Group("pci", List.of(ADDRESS, VENDOR, DEVICE, SUBSYSTEM, CLASS, SLOT, BARS)),
            new Group(
                    "dma",
                    List.of(
                            DMA_REGISTERED,
                            LinuxFields.IOTA,
                            LinuxFields.TABLE_TYPE,
                            LinuxFields.PBA,
                            DMA_LIMIT,
                            DMA_DIRECT,
                            MAPPED_PAGES)),
            new Group(
                    "interrupts",
                    List.of(
                            LinuxFields.INTERRUPTS,
                            LinuxFields.ISC,
                            INTERRUPTS,
                            LinuxFields.AIBV,
                            LinuxFields.AIBVO,
                            LinuxFields.SUMMARY,
                            LinuxFields.AISB,
                            LinuxFields.AISBO)),
            new Group(
                    "measurement",
                    List.of(
                            LinuxFields.MEASURED,
                            LinuxFields.FMB,
                            LinuxFields.INTERVAL,
                            LinuxFields.SAMPLES,
                            LinuxFields.LOADS,
                            LinuxFields.STORES,
                            LinuxFields.STORE_BLOCKS,
                            LinuxFields.REFRESHES,
                            RATES)),
            new Group(
                    "linux",
                    List.of(
                            DRIVER,
                            LinuxFields.UID,
                            LinuxFields.DMA_KIND,
                            LinuxFields.WINDOW,
                            LinuxFields.MAPPED_PAGES,
                            LinuxFields.UNMAPPED_PAGES,
                            LinuxFields.MAP_REFRESHES,
                            LinuxFields.SYNC_REFRESHES,
                            LinuxFields.GLOBAL_REFRESHES,
                            LinuxFields.VECTORS,
                            LinuxFields.BARS,
                            LinuxFields.STRUCTURE)),
            new Group(
                    "probe",
                    List.of(
                            ProbeFields.TAKEN,
                            ProbeFields.HANDLE,
                            ProbeFields.CONFIGURED,
                            ProbeFields.STATE,
                            ProbeFields.IOTA,
                            ProbeFields.PBA,
                            ProbeFields.PAL,
                            ProbeFields.INTERRUPTS,
                            ProbeFields.MEASUREMENT,
                            ProbeFields.UID,
                            ProbeFields.WINDOW,
                            ProbeFields.GROUP,
                            ProbeFields.CONFIG,
                            ProbeFields.MSIX,
                            ProbeFields.PENDING,
                            ProbeFields.BARS)),
            new Group("assists", List.of(INTERPRETED, FORWARDING, RELAXED)),
            new Group("virtio", List.of(VIRTIO, QUEUES)));

    private static final List<FunctionField<?>> ALL = GROUPS.stream()
            .<FunctionField<?>>flatMap(group -> group.fields().stream())
            .toList();

    /** All fields in order. */
    public static List<FunctionField<?>> all() {
        return ALL;
    }

    /** The same fields in groups. */
    public static List<Group> groups() {
        return GROUPS;
    }

    private static FunctionField<Boolean> flag(String path, Function<FunctionSnapshot, Value<Boolean>> get) {
        return new FunctionField<>(
                path, get, flag -> Words.of("field." + path + (flag ? ".true" : ".false")), JsonPrimitive::new);
    }
}
