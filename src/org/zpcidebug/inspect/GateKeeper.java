package org.zpcidebug.inspect;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.linux.InterruptCounts;
import org.zpcidebug.zpci.CpuMask;
import org.zpcidebug.zpci.FunctionControls;
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
    private final Map<Long, Probe> probes = new HashMap<>();
    private CpuReading lastReading;
    private long takenAtReading;
    private long lastTaken = -1;

    /** When a probe was taken, and how many interrupts the guest had taken when it was first seen. */
    private record Probe(Instant taken, long progress) {}

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
            long progress = progress(function, taken);
            GateFacts facts = facts(function, guest, hints, moved, progress);
            InterruptGates found = InterruptGates.of(facts);
            ShutWatch watch = watches.computeIfAbsent(function.fid(), fid -> new ShutWatch(BLOCKED_AFTER));
            if (!hints.running()) {
                watch.forget();
            }
            watch.sample(now, found, progress, taken);
            gates.put(function.fid(), FunctionGates.of(found, watch, Boolean.TRUE.equals(facts.registered())));
        }
        watches.keySet().retainAll(gates.keySet());
        probes.keySet().retainAll(gates.keySet());
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
        return counts == null ? taken : counts.sum();
    }

    /** What a probe answered, until an interrupt of the function is taken: then it may be another. */
    private Optional<FunctionProbe> probe(FunctionSnapshot function, long progress) {
        FunctionProbe probe = function.probe().orElse(null);
        if (probe == null || !probe.answers().controls().isKnown()) {
            probes.remove(function.fid());
            return Optional.empty();
        }
        Probe seen = probes.get(function.fid());
        if (seen == null || !seen.taken.equals(probe.taken())) {
            seen = new Probe(probe.taken(), progress);
            probes.put(function.fid(), seen);
        }
        return seen.progress == progress ? Optional.of(probe) : Optional.empty();
    }

    private static FunctionState state(FunctionProbe probe) {
        FunctionControls controls = probe.answers().controls().value().controls();
        if (controls.isInError()) {
            return FunctionState.ERROR;
        }
        if (controls.isBlocked()) {
            return FunctionState.BLOCKED;
        }
        return controls.isEnabled() ? FunctionState.ENABLED : FunctionState.DISABLED;
    }

    private GateFacts facts(FunctionSnapshot function, GuestView guest, Hints hints, boolean moved, long progress) {
        DemoView.Function demo =
                guest.demo().map(view -> view.functions().get(function.fid())).orElse(null);
        FunctionHandle handle = demo != null
                ? demo.handle()
                : function.linux().map(linux -> linux.handle()).orElse(null);
        Optional<FunctionProbe> probe = probe(function, progress);
        FunctionState state =
                demo != null ? demo.state() : probe.map(GateKeeper::state).orElse(null);
        String stateOrigin = demo != null
                ? Words.of("gate.origin.report")
                : probe.map(p -> Words.of("gate.origin.probe", CLOCK.format(p.taken())))
                        .orElse("");
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
                stateOrigin,
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
