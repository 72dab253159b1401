package org.zpcidebug.intercept;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.zpcidebug.gdbstub.StopReply;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.intercept.Expression.Verdict;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * Runs a guest from PCI instruction to PCI instruction: it stops before each, the filter decides, the instruction is
 * executed alone, and what is wanted becomes a record. An intercept that is not wanted costs one read of the registers
 * and one step. Used by one thread, the one that uses the connection.
 */
@SuppressWarnings("nls")
public final class InterceptLoop {

    /** Some steps return without having executed anything: 2 or 3 in ten thousand with QEMU 7.2. */
    private static final int MOST_STEPS = 20;

    private static final Duration PIECE = Duration.ofMillis(100);
    private static final int PROGRAM_CODE = 0x8e;

    private final StubClient client;
    private final GuestCode code;
    private final InterceptFilter filter;
    private final Consumer<InterceptRecord> records;
    private final Map<Long, Site> sites = new HashMap<>();
    private final List<Breakpoint> breakpoints = new ArrayList<>();
    private long hits;
    private long recorded;

    /**
     * A loop over a stopped guest.
     *
     * @param records takes each record, on the thread that calls {@link #run}, while the guest stands
     */
    public InterceptLoop(StubClient client, GuestCode code, InterceptFilter filter, Consumer<InterceptRecord> records) {
        this.client = client;
        this.code = code;
        this.filter = filter;
        this.records = records;
    }

    /** Sets the breakpoints; returns how many. The guest has to stand. */
    public int arm() {
        for (Site site : filter.sites(code.sites())) {
            Breakpoint breakpoint = new Breakpoint(Breakpoint.Kind.HARDWARE, site.address(), 2);
            client.insert(breakpoint);
            breakpoints.add(breakpoint);
            sites.put(site.address(), site);
        }
        return sites.size();
    }

    /** Removes the breakpoints. The guest has to stand. */
    public void disarm() {
        breakpoints.forEach(client::remove);
        breakpoints.clear();
        sites.clear();
    }

    /** How often the guest has stopped at a site. */
    public long hits() {
        return hits;
    }

    /** How many records there were. */
    public long recorded() {
        return recorded;
    }

    /**
     * Lets the guest run until it is enough; interrupting the thread ends it too. The guest stands afterwards.
     *
     * @param isEnough asked after each intercept, and several times a second
     */
    public void run(BooleanSupplier isEnough) {
        while (!isEnough.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            if (!client.isRunning()) {
                client.resume();
            }
            Optional<StopReply> stop = client.awaitStop(PIECE);
            if (stop.isPresent()) {
                stopped(stop.get());
            }
        }
        client.suspend();
    }

    private void stopped(StopReply stop) {
        if (stop.kind() != StopReply.Kind.TRAPPED || stop.thread().isEmpty()) {
            return;
        }
        GeneralRegisters registers = client.registers();
        Site site = sites.get(registers.address());
        if (site != null) {
            hits++;
            intercepted(stop.thread().get(), site, registers);
        }
    }

    private void intercepted(StubThread thread, Site site, GeneralRegisters registers) {
        Hit hit = Hit.of(thread.cpu(), site, registers);
        StorageOperands storage = new StorageOperands(client, hit);
        HitFields fields = new HitFields(hit, storage, code);
        Verdict verdict = filter.test(fields);
        if (verdict == Verdict.FAILS) {
            client.step(thread);
            return;
        }
        Instant time = Instant.now();
        storage.before();
        OptionalLong fid = number(fields.get("fid"));
        Outcome outcome = execute(thread, hit, storage);
        fields.outcome(outcome);
        if (verdict == Verdict.HOLDS || filter.test(fields) == Verdict.HOLDS) {
            recorded++;
            records.accept(record(time, hit, fid, storage, outcome));
        }
    }

    private InterceptRecord record(Instant time, Hit hit, OptionalLong fid, StorageOperands storage, Outcome outcome) {
        Map<String, Object> operands = new LinkedHashMap<>(hit.operands());
        operands.putAll(storage.before());
        OptionalLong handle = number(operands.remove(RegisterOperands.HANDLE));
        List<String> stack = CallStack.callers(client, hit.registers(), code);
        return new InterceptRecord(time, hit.cpu(), hit.site(), fid, handle, operands, outcome, stack);
    }

    private static OptionalLong number(Object value) {
        return value instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /** Executes the instruction, and nothing else on any CPU. */
    private Outcome execute(StubThread thread, Hit hit, StorageOperands storage) {
        long at = hit.site().address();
        GeneralRegisters after = hit.registers();
        for (int i = 0; i < MOST_STEPS && after.address() == at; i++) {
            client.step(thread);
            after = client.registers();
        }
        if (after.address() == at + hit.site().instruction().length()) {
            return Outcome.done(hit.site().instruction(), after, storage.after());
        }
        return Outcome.interrupted(programCode());
    }

    /** The code of the interruption that the CPU has just taken, from its lowcore; 0 when that cannot be read. */
    private int programCode() {
        try {
            OptionalInt prefix = client.registerNumber("prefix");
            byte[] bytes = prefix.isPresent()
                    ? client.readAbsolute(client.register(prefix.getAsInt()) + PROGRAM_CODE, Short.BYTES)
                    : client.read(PROGRAM_CODE, Short.BYTES);
            return new BigEndian(bytes).u16(0);
        } catch (StubException e) {
            if (e.reason() != StubException.Reason.REFUSED) {
                throw e;
            }
            return 0;
        }
    }
}
