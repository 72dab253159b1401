package org.zpcidebug.zpci;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.Text;
import org.zpcidebug.zpci.InterruptGate.Kind;

/**
 * Tells a gate that stays shut from one that happened to be shut at a sample. A gate counts as shut from the first of
 * the samples that all found it so, with no interrupt taken in between: a counter that went up shows that it was open.
 * Not for several threads.
 */
@SuppressWarnings("nls")
public final class ShutWatch {

    private final Duration limit;
    private final Map<Kind, Long> since = new EnumMap<>(Kind.class);
    private long progress;
    private long subclassProgress;
    private long latest;
    private boolean begun;
    private InterruptGates gates;

    /** @param limit how long a gate has to be shut until its interrupts count as blocked */
    public ShutWatch(Duration limit) {
        this.limit = limit;
    }

    /**
     * Takes a sample.
     *
     * @param nanos when, as of System.nanoTime
     * @param newProgress the function's interrupts that the guest has taken so far, or any number that changes with
     *     them; always the same when they are not counted
     * @param newSubclassProgress the same of all interruptions of its subclass, which share mode and masks
     */
    public void sample(long nanos, InterruptGates newGates, long newProgress, long newSubclassProgress) {
        boolean moved = begun && newProgress != progress;
        boolean subclassMoved = begun && newSubclassProgress != subclassProgress;
        for (InterruptGate gate : newGates.gates()) {
            boolean isShared = gate.kind() == Kind.MODE || gate.kind() == Kind.CPU;
            if (!gate.isShut() || moved || isShared && subclassMoved) {
                since.remove(gate.kind());
            }
            if (gate.isShut()) {
                since.putIfAbsent(gate.kind(), nanos);
            }
        }
        begun = true;
        progress = newProgress;
        subclassProgress = newSubclassProgress;
        latest = nanos;
        gates = newGates;
    }

    /** Forgets what was seen, because time went on without the guest. */
    public void forget() {
        since.clear();
        begun = false;
        gates = null;
    }

    /** How long that gate has been shut, zero when it is not. */
    public Duration shut(Kind kind) {
        Long from = since.get(kind);
        return from == null ? Duration.ZERO : Duration.ofNanos(latest - from);
    }

    /** The gate that has been shut for longer than the limit and keeps the others shut. */
    public Optional<InterruptGate> blocking() {
        return gates == null
                ? Optional.empty()
                : gates.byCause()
                        .filter(g ->
                                since.containsKey(g.kind()) && shut(g.kind()).compareTo(limit) >= 0)
                        .findFirst();
    }

    /** The sentence that says why the function's interrupts are blocked; empty when they are not. */
    public Optional<String> sentence() {
        return blocking()
                .map(gate -> Text.of(
                        ShutWatch.class,
                        "gate.blocked",
                        gate.words(),
                        Long.toString(shut(gate.kind()).toSeconds())));
    }
}
