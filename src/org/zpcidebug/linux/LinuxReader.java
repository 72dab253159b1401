package org.zpcidebug.linux;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.zpcidebug.linux.KernelTypes.Source;
import org.zpcidebug.linux.View.Layout;
import org.zpcidebug.linux.VmCoreInfoNote.State;
import org.zpcidebug.s390.AbsoluteStorage;

/**
 * Reads a guest as Linux: finds out whether it is one, once for each start of it, and then reads its functions as often
 * as wanted. Never writes, never stops the guest. Not for several threads.
 */
@SuppressWarnings("nls")
public final class LinuxReader {

    /** A scan of all memory that found nothing is not made again before this. */
    private static final Duration SCAN_PAUSE = Duration.ofSeconds(30);

    private final AbsoluteStorage storage;
    private final LinuxSettings settings;
    private Attached attached;
    private ZpciDevices devices;
    private Known<LinuxInterrupts> interrupts;
    private Set<Long> scannedFor = Set.of();
    private long scannedAt;

    /** Reads that guest's storage. */
    public LinuxReader(AbsoluteStorage storage, LinuxSettings settings) {
        this.storage = storage;
        this.settings = settings;
    }

    /**
     * What the guest is now. Takes one small read while a kernel runs on; a kernel seen for the first time is read for
     * its symbols and types.
     */
    public LinuxProbe probe() {
        if (attached == null || !attached.note().isUnchanged(storage)) {
            forget();
            VmCoreInfoNote note = VmCoreInfoNote.find(storage);
            if (note.state() != State.PRESENT) {
                return note.state() == State.EARLY
                        ? new LinuxProbe.Booting(note.problem())
                        : new LinuxProbe.Absent(note.problem());
            }
            attached = Attached.to(note, storage, settings);
        }
        return new LinuxProbe.Running(attached.kernel());
    }

    /** Forgets the kernel: the next {@link #probe} looks anew. For when the guest was reset. */
    public void forget() {
        attached = null;
        devices = null;
        interrupts = null;
        scannedFor = Set.of();
    }

    /**
     * Reads all functions of the kernel that the last {@link #probe} found.
     *
     * @param fids the FIDs that the hypervisor knows, to look for when the kernel does not tell; may be empty
     */
    public ZpciReading devices(Set<Long> fids) {
        if (attached == null) {
            return ZpciReading.failed(1, Problem.of("linux.notAttached").getMessage());
        }
        if (devices == null) {
            Known<ZpciDevices> found = Known.from(() -> find(fids));
            if (!found.isKnown()) {
                return ZpciReading.failed(1, found.problem());
            }
            devices = found.value();
        }
        ZpciReading reading = devices.read();
        // A list that is empty or broken may not be the list: unless it was found by its name, look again next time.
        boolean doubtful = !reading.isKnown() || reading.devices().isEmpty();
        if (doubtful && attached.kernel().symbols().address(ListSearch.NAME).isEmpty()) {
            devices = null;
        }
        return reading;
    }

    /** Reads the interrupts of the functions that {@link #devices} just gave. */
    public InterruptReading interrupts(ZpciReading reading) {
        if (attached == null || !reading.isKnown()) {
            return InterruptReading.failed(
                    attached == null ? Problem.of("linux.notAttached").getMessage() : reading.problem());
        }
        if (interrupts == null) {
            interrupts = Known.from(() -> new LinuxInterrupts(
                    attached.memory(),
                    attached.kernel().symbols(),
                    attached.note().info(),
                    attached.kernel().types(),
                    settings.cancelled()));
        }
        return interrupts.isKnown()
                ? interrupts.value().read(reading.devices())
                : InterruptReading.failed(interrupts.problem());
    }

    private ZpciDevices find(Set<Long> fids) throws Problem {
        KernelTypes types = attached.kernel().types();
        boolean hasTypes = types.source() != Source.NONE && types.source() != Source.SCAN;
        Known<ZpciDevices> byTypes = hasTypes
                ? Known.from(() -> byTypes(types))
                : Known.unknown(Problem.of("zpci.noTypes").getMessage());
        if (byTypes.isKnown() || fids.isEmpty()) {
            return byTypes.need();
        }
        return byScan(fids, byTypes.problem());
    }

    /** The list must be readable with these types: a layout for a release may be wrong for the kernel at hand. */
    private ZpciDevices byTypes(KernelTypes types) throws Problem {
        long head = ListSearch.find(attached.memory(), attached.kernel().symbols(), types);
        new ZpciList(attached.memory(), Layout.of(types, "zpci_dev"), head).read(List.of());
        return devices(types, head);
    }

    private ZpciDevices byScan(Set<Long> fids, String reason) throws Problem {
        boolean tooSoon = fids.equals(scannedFor) && System.nanoTime() - scannedAt < SCAN_PAUSE.toNanos();
        if (tooSoon) {
            throw Problem.inWords(reason);
        }
        scannedFor = Set.copyOf(fids);
        FunctionScan.Found found;
        try {
            found = new FunctionScan(storage, attached.memory(), settings, fids).find();
        } finally {
            scannedAt = System.nanoTime();
        }
        ScannedTypes types = ScannedTypes.learn(attached.memory(), found);
        attached = attached.with(types);
        scannedFor = Set.of();
        return devices(types, found.head());
    }

    private ZpciDevices devices(KernelTypes types, long head) throws Problem {
        SummaryVector summary =
                new SummaryVector(attached.memory(), attached.kernel().symbols(), types);
        return new ZpciDevices(attached.memory(), types, summary, head);
    }
}
