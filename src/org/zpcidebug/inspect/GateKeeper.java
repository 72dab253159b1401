package org.zpcidebug.inspect;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.linux.InterruptCounts;
import org.zpcidebug.zpci.CpuMask;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.FunctionState;
import org.zpcidebug.zpci.GateFacts;
import org.zpcidebug.zpci.InterruptBits;
import org.zpcidebug.zpci.InterruptGates;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.InterruptionMode;
import org.zpcidebug.zpci.ShutWatch;

/** Follows the gates of all functions from sample to sample. Belongs to the session's thread. */
@SuppressWarnings("nls")
final class GateKeeper {

    /** How long a gate has to be shut, without an interrupt taken, until interrupts count as blocked. */
    static final Duration BLOCKED_AFTER = Duration.ofSeconds(2);

    /** PSWs are closed for moments again and again: how long a reading of them says something. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private static final String FLOATING = "PCF";

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final QemuVersion version;
    private final Map<Long, ShutWatch> watches = new HashMap<>();
    private CpuReading lastReading;
    private long takenAtReading;
    private long lastTaken = -1;

    GateKeeper(QemuVersion version) {
        this.version = version;
    }

    /**
     * What is known besides the guest's memory.
     *
     * @param running whether the guest runs; while it stands nothing is taken, and nothing is wrong
     * @param events what trace events told; null while they are off
     * @param registers the newest reading of the CPUs; null when there is none
     */
    record Hints(boolean running, AdapterCounts events, CpuReading registers) {}

    /** Judges the gates of these functions, by FID. */
    Map<Long, FunctionGates> judge(List<FunctionSnapshot> functions, GuestView guest, Hints hints) {
        long now = System.nanoTime();
        long taken = taken(guest);
        boolean moved = lastTaken >= 0 && taken > lastTaken;
        lastTaken = taken;
        if (hints.registers() != lastReading) {
            lastReading = hints.registers();
            takenAtReading = taken;
        }
        Map<Long, FunctionGates> gates = new HashMap<>();
        for (FunctionSnapshot function : functions) {
            GateFacts facts = facts(function, guest, hints, moved);
            InterruptGates found = InterruptGates.of(facts);
            ShutWatch watch = watches.computeIfAbsent(function.fid(), fid -> new ShutWatch(BLOCKED_AFTER));
            if (!hints.running()) {
                watch.forget();
            }
            watch.sample(now, found, progress(function, taken), taken);
            gates.put(function.fid(), FunctionGates.of(found, watch, Boolean.TRUE.equals(facts.registered())));
        }
        watches.keySet().retainAll(gates.keySet());
        return gates;
    }

    /** How many adapter interruptions the CPUs have taken; -1 when that is not known. */
    private static long taken(GuestView guest) {
        return guest.interrupts()
                .flatMap(reading -> Value.from(reading.rows()))
                .map(rows -> rows.getOrDefault(FLOATING, List.of(-1L)).stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .orElse(-1L);
    }

    private static long progress(FunctionSnapshot function, long taken) {
        InterruptCounts counts = function.interrupts()
                .flatMap(interrupts -> Value.from(interrupts.counts()))
                .orElse(null);
        if (counts == null) {
            return taken;
        }
        long total = 0;
        for (int i = 0; i < counts.interrupts(); i++) {
            total += counts.total(i);
        }
        return total;
    }

    private GateFacts facts(FunctionSnapshot function, GuestView guest, Hints hints, boolean moved) {
        DemoView.Function demo =
                guest.demo().map(view -> view.functions().get(function.fid())).orElse(null);
        FunctionHandle handle = demo != null
                ? demo.handle()
                : function.linux().map(linux -> linux.handle()).orElse(null);
        FunctionState state = demo == null ? null : demo.state();
        Value<Optional<InterruptRegistration>> registration =
                demo == null ? function.registration() : Value.guest(demo.registration());
        int subclass = registration
                .orElse(Optional.empty())
                .map(InterruptRegistration::subclass)
                .orElse(-1);
        InterruptBits bits = function.interrupts()
                .flatMap(interrupts -> Value.from(interrupts.bits()))
                .orElse(null);
        boolean emulated = handle != null && handle.kind() == FunctionHandle.Kind.EMULATED;
        return new GateFacts(
                state,
                Words.of("gate.origin.report"),
                handle,
                registration.map(Optional::isPresent).orElse(null),
                bits,
                subclass,
                mode(hints.events(), subclass),
                masks(subclass),
                lastReading == null ? "" : Words.of("gate.origin.registers", CLOCK.format(lastReading.taken())),
                moved,
                emulated && !version.isAtLeast(10, 2, 0));
    }

    private static InterruptionMode mode(AdapterCounts events, int subclass) {
        return events == null || subclass < 0
                ? InterruptionMode.UNKNOWN
                : events.subclasses().get(subclass).mode();
    }

    /** The last reading as long as it says something of the present. */
    private List<CpuMask> masks(int subclass) {
        if (lastReading == null || subclass < 0) {
            return List.of();
        }
        boolean isOverruled = !lastReading.isAccepted(subclass) && lastTaken > takenAtReading;
        boolean isFresh = System.nanoTime() - lastReading.nanos() < MOMENT.toNanos();
        boolean isMomentary = lastReading.isAccepted(subclass) && !lastReading.isTaken(subclass);
        return isOverruled || isMomentary && !isFresh ? List.of() : lastReading.cpus();
    }
}
