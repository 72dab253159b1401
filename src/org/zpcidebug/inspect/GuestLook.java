package org.zpcidebug.inspect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.inspect.GuestSystem.State;
import org.zpcidebug.intercept.ProbePage;
import org.zpcidebug.intercept.ProbePages;
import org.zpcidebug.linux.InterruptReading;
import org.zpcidebug.linux.Known;
import org.zpcidebug.linux.LinuxKernel;
import org.zpcidebug.linux.LinuxProbe;
import org.zpcidebug.linux.LinuxReader;
import org.zpcidebug.linux.LinuxSettings;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.linux.ZpciReading;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.GuestMemoryFactory;
import org.zpcidebug.memory.MemoryException;
import org.zpcidebug.memory.RamRange;
import org.zpcidebug.memory.Refusal;
import org.zpcidebug.s390.AbsoluteStorage;

/**
 * Looks into the guest's memory, again and again, for what Linux knows. All but {@link #forget} and {@link #guestMemory} belongs to one thread,
 * which may wait there; interrupting it ends the wait.
 */
@SuppressWarnings("nls")
final class GuestLook {

    /** What one refresh may read: much more than the structures of any number of functions. */
    private static final long REFRESH = 64L << 20;

    /** What a look at a kernel not seen before may read: symbols, types, and all memory when both are missing. */
    private static final long FIRST = 16L << 30;

    /** A kernel's symbols and types must be read by then. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Monitor monitor;
    private final GuestAccess access;
    private final BackOff opening = new BackOff();
    private final BackOff reading = new BackOff();
    private final RateKeeper rates = new RateKeeper();
    private final AtomicBoolean forgotten = new AtomicBoolean();
    private final AtomicReference<GuestMemory> shared = new AtomicReference<>();
    private GuestMemory memory;
    private AbsoluteStorage budget;
    private LinuxReader reader;
    private String refusal;
    private ZpciReading failure;
    private boolean settled;
    private long began;

    GuestLook(Monitor monitor, GuestAccess access) {
        this.monitor = monitor;
        this.access = access;
    }

    /** The guest was reset, or its memory changed: at the next look nothing is taken for granted. Any thread. */
    void forget() {
        forgotten.set(true);
    }

    /**
     * Looks.
     *
     * @param fids the FIDs that the hypervisor knows
     */
    GuestView look(Set<Long> fids) {
        began = System.nanoTime();
        boolean anew = forgotten.getAndSet(false);
        if (memory == null && !open()) {
            return GuestView.unknown(GuestSystem.unknown(State.UNREADABLE, refusal));
        }
        if (anew) {
            remap();
        }
        budget = memory.within(settled ? REFRESH : FIRST);
        LinuxProbe probe = reader.probe();
        if (memory.refusals().size() >= GuestMemoryFactory.ORDER.size()) {
            String reason = told(memory.refusals());
            close();
            refused(reason);
            return GuestView.unknown(GuestSystem.unknown(State.UNREADABLE, refusal));
        }
        if (isTooLong()) {
            reader.forget();
            settled = false;
            return GuestView.unknown(unknown(State.UNREADABLE, Words.of("problem.slowMemory", memory.detail())));
        }
        return probe instanceof LinuxProbe.Running running ? functions(running.kernel(), fids) : noLinux(probe);
    }

    private boolean open() {
        if (!opening.isDue(System.nanoTime())) {
            return false;
        }
        try {
            memory = access.open().apply(monitor);
            shared.set(memory);
            opening.succeeded();
            makeReader();
            return true;
        } catch (MemoryException e) {
            refused(e.refusals().isEmpty() ? e.getMessage() : told(e.refusals()));
            return false;
        }
    }

    private void refused(String reason) {
        opening.failed(System.nanoTime());
        refusal = Words.of("problem.memory", reason);
    }

    private static String told(List<Refusal> refusals) {
        return refusals.stream().map(GuestLook::told).collect(Collectors.joining(" "));
    }

    private static String told(Refusal refusal) {
        return Words.of(
                "problem.memory.way",
                refusal.access().label(),
                refusal.problem().text());
    }

    private void remap() {
        try {
            memory.remap();
        } catch (MemoryException expected) {
            // What is known of the RAM stays in use; a reading of what is gone says so.
        }
        makeReader();
    }

    private void makeReader() {
        reader = new LinuxReader(
                extents -> budget.read(extents),
                new LinuxSettings(fromZero(), access.vmlinux(), access.systemMap(), access.cache(), this::isTooLong));
        settled = false;
        failure = null;
        reading.succeeded();
    }

    private boolean isTooLong() {
        return Thread.currentThread().isInterrupted() || System.nanoTime() - began > LONGEST.toNanos();
    }

    /** How much memory there is from absolute 0 on without a hole. */
    private long fromZero() {
        long end = 0;
        for (RamRange range : memory.ram().ranges()) {
            end = range.start() == end ? range.end() : end;
        }
        return end;
    }

    private GuestView noLinux(LinuxProbe probe) {
        settled = false;
        failure = null;
        reading.succeeded();
        State state = probe instanceof LinuxProbe.Booting ? State.BOOTING : State.OTHER;
        GuestSystem system = unknown(state, probe.words());
        return state == State.BOOTING
                ? GuestView.unknown(system)
                : DemoView.read(extents -> budget.read(extents))
                        .map(demo -> GuestView.demo(system, demo))
                        .orElseGet(() -> GuestView.unknown(system));
    }

    private GuestSystem unknown(State state, String words) {
        return new GuestSystem(state, words, memory(), Value.unknown(words));
    }

    private Value<GuestSystem.Memory> memory() {
        return Value.hypervisor(new GuestSystem.Memory(
                memory.access(),
                memory.detail(),
                memory.refusals().stream().map(GuestLook::told).toList()));
    }

    private GuestView functions(LinuxKernel found, Set<Long> fids) {
        ZpciReading read = read(fids);
        // Looking for the functions may have taught us the types.
        LinuxKernel kernel = reader.probe() instanceof LinuxProbe.Running running ? running.kernel() : found;
        settled = read.isKnown();
        GuestSystem system = new GuestSystem(
                State.LINUX,
                kernel.words(),
                memory(),
                Value.guest(new GuestSystem.Kernel(
                        kernel.release(),
                        kernel.symbols().source(),
                        kernel.types().source(),
                        kernel.notices())));
        List<String> notices = new ArrayList<>(kernel.notices());
        Value<Map<Long, ZpciDevice>> devices = Value.unknown(Words.of("reason.notAsked"));
        if (read.isKnown()) {
            devices = Value.guest(read.devices().stream()
                    .collect(Collectors.toUnmodifiableMap(ZpciDevice::fid, Function.identity())));
        } else {
            devices = Value.unknown(read.problem());
            notices.add(read.problem());
        }
        Value<InterruptReading> interrupts =
                read.isKnown() ? Value.guest(reader.interrupts(read)) : Value.unknown(read.problem());
        return new GuestView(system, devices, rates.update(read.devices()), interrupts, List.copyOf(notices));
    }

    /** A list that cannot be read is left alone for a while: looking for it can be much work. */
    private ZpciReading read(Set<Long> fids) {
        if (failure != null && !reading.isDue(System.nanoTime())) {
            return failure;
        }
        ZpciReading read = reader.devices(fids);
        if (read.isKnown()) {
            reading.succeeded();
            failure = null;
        } else {
            reading.failed(System.nanoTime());
            failure = read;
        }
        return read;
    }

    /** The page of the guest's code that a probe may borrow, or why there is none. */
    Known<ProbePage> probePage() {
        if (memory == null || reader == null) {
            return Known.unknown(refusal == null ? Words.of("probe.noLook") : refusal);
        }
        began = System.nanoTime();
        budget = memory.within(REFRESH);
        return ProbePages.find(memory, reader.probe());
    }

    /** The memory as long as it can be read, else null. Any thread. */
    GuestMemory guestMemory() {
        return shared.get();
    }

    /** Lets go of the memory. */
    void close() {
        if (memory != null) {
            shared.set(null);
            memory.close();
            memory = null;
            reader = null;
        }
    }
}
