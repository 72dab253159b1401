package org.zpcidebug.inspect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zpcidebug.hypervisor.QemuVersion;
import org.zpcidebug.inspect.GuestSnapshot.Guest;
import org.zpcidebug.inspect.GuestSnapshot.Hypervisor;
import org.zpcidebug.linux.FunctionInterrupts;
import org.zpcidebug.linux.InterruptCounts;
import org.zpcidebug.linux.InterruptReading;
import org.zpcidebug.linux.IrqDescription;
import org.zpcidebug.linux.Known;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.InterruptBits;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.MsixEntry;

/** States of a guest with 64 functions that have 2,048 vectors each, one in eight of which goes on from state to state. */
public final class ManyVectors {

    /** How many vectors there are. */
    public static final int ALL = 64 * 2048;

    private static final int FUNCTIONS = 64;
    private static final int VECTORS = ALL / FUNCTIONS;
    private static final int CPUS = 2;
    private static final int STEP = 8;
    private static final String NOTHING = "not read";

    private final InterruptHistory history;
    private final List<Known<List<Optional<IrqDescription>>>> irqs = new ArrayList<>();
    private final int[] counts = new int[CPUS * VECTORS];

    /** @param session one that is not connected: these states become its history */
    public ManyVectors(GuestSession session) {
        history = session.interrupts().history();
        for (int function = 0; function < FUNCTIONS; function++) {
            List<Optional<IrqDescription>> own = new ArrayList<>();
            for (int vector = 0; vector < VECTORS; vector++) {
                int irq = 1 + function * VECTORS + vector;
                MsixEntry message = new MsixEntry(0xfe00_0000_0000_0000L, vector, false);
                own.add(Optional.of(new IrqDescription(irq, irq, irq, Known.of("queue-" + irq), Known.of(message))));
            }
            irqs.add(Known.of(List.copyOf(own)));
        }
    }

    /** The next state. */
    public SessionState next() {
        for (int i = 0; i < counts.length; i += STEP) {
            counts[i]++;
        }
        Map<Long, FunctionInterrupts> interrupts = new HashMap<>();
        for (int function = 0; function < FUNCTIONS; function++) {
            interrupts.put((long) function, interrupts(function));
        }
        InterruptReading reading = new InterruptReading(
                System.nanoTime(),
                Known.of(List.of(0, 1)),
                Known.of(Map.of("PCF", List.of((long) counts[0], 0L))),
                interrupts);
        List<FunctionSnapshot> functions = new ArrayList<>();
        for (long fid = 0; fid < FUNCTIONS; fid++) {
            functions.add(FunctionSnapshot.unknown(fid, NOTHING).with(Value.guest(interrupts.get(fid))));
        }
        history.sample(functions, Value.guest(reading), null);
        return new SessionState(SessionState.Link.CONNECTED, guest(functions, reading), null, Duration.ZERO);
    }

    private FunctionInterrupts interrupts(int function) {
        InterruptRegistration registration =
                new InterruptRegistration(2, VECTORS, 0x10_0000L + function * 0x1000L, 0, true, 0x6000, function % 8);
        InterruptBits bits = new InterruptBits(registration, new BigEndian(new byte[VECTORS / Byte.SIZE]), 0);
        return new FunctionInterrupts(
                Known.of(bits), irqs.get(function), Known.of(new InterruptCounts(VECTORS, CPUS, counts.clone())));
    }

    private static GuestSnapshot guest(List<FunctionSnapshot> functions, InterruptReading reading) {
        return new GuestSnapshot(
                Instant.now(),
                new Hypervisor(
                        new QemuVersion(10, 0, 2, ""),
                        Value.hypervisor(GuestSnapshot.Accelerator.TCG),
                        Value.hypervisor("running"),
                        Value.hypervisor(true),
                        Value.unknown(NOTHING)),
                new Guest(
                        Value.hypervisor(""),
                        Value.hypervisor(CPUS),
                        Value.hypervisor(1L << 30),
                        Value.unknown(NOTHING),
                        GuestSystem.unknown(GuestSystem.State.OTHER, NOTHING)),
                functions,
                Value.guest(reading),
                Value.unknown(NOTHING),
                Value.unknown(NOTHING),
                Diagnosis.NONE,
                List.of());
    }
}
