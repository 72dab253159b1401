package org.zpcidebug.intercept;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.zpcidebug.gdbstub.StopReply;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.intercept.Expression.Verdict;
import org.zpcidebug.intercept.InterceptBreakpoint.Action;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * One PCI instruction at which a CPU stands, from the decision whether anybody wants it to the outcome. Nothing is read
 * before it is asked for.
 */
@SuppressWarnings("nls")
final class Intercept {

    /** Some steps return without having executed anything: 2 or 3 in ten thousand with QEMU 7.2. */
    private static final int MOST_STEPS = 20;

    private static final int PROGRAM_CODE = 0x8e;

    private final StubClient client;
    private final StubThread thread;
    private final Hit hit;
    private final FrameRules rules;
    private final StorageOperands storage;
    private final HitFields fields;
    private final List<ActiveBreakpoint> breakpoints;
    private final Verdict[] verdicts;
    private final Set<String> matched = new LinkedHashSet<>();
    private final Set<String> suspending = new LinkedHashSet<>();
    private String template;
    private boolean logs;
    private List<GuestFrame> frames;
    private Instant time;
    private Map<String, Object> operands;
    private OptionalLong fid = OptionalLong.empty();
    private Outcome outcome = Outcome.PENDING;

    /** @param breakpoints those that may want it */
    Intercept(
            StubClient client,
            StubThread thread,
            Site site,
            HitRegisters registers,
            FrameRules rules,
            List<ActiveBreakpoint> breakpoints) {
        this.client = client;
        this.thread = thread;
        this.hit = new Hit(thread.cpu(), site, registers);
        this.rules = rules;
        this.storage = new StorageOperands(client, hit);
        this.fields = new HitFields(hit, storage, rules.code(), this::callers);
        this.breakpoints = breakpoints;
        this.verdicts = new Verdict[breakpoints.size()];
    }

    StubThread thread() {
        return thread;
    }

    Site site() {
        return hit.site();
    }

    /** Decides as far as that can be done before the instruction; says whether anybody may want it. */
    boolean decide() {
        boolean isWanted = false;
        for (int i = 0; i < verdicts.length; i++) {
            verdicts[i] = breakpoints.get(i).filter().test(fields);
            isWanted |= verdicts[i] != Verdict.FAILS;
            if (verdicts[i] == Verdict.HOLDS) {
                match(breakpoints.get(i));
            }
        }
        return isWanted;
    }

    private void match(ActiveBreakpoint breakpoint) {
        matched.add(breakpoint.id());
        boolean isDue = breakpoint.match();
        Action action = breakpoint.breakpoint().action();
        if (isDue && action == Action.SUSPEND) {
            suspending.add(breakpoint.id());
        }
        if (isDue && action == Action.LOG) {
            logs = true;
            template = template == null || template.isEmpty()
                    ? breakpoint.breakpoint().template()
                    : template;
        }
    }

    /** The ids of the breakpoints for which the guest has to stand now. */
    Set<String> suspending() {
        return Set.copyOf(suspending);
    }

    /** The ids of the breakpoints that match, as far as is known. */
    Set<String> matched() {
        return Set.copyOf(matched);
    }

    /** Whether the record is to be told as an event. */
    boolean isTold() {
        return logs || !suspending.isEmpty();
    }

    boolean isExecuted() {
        return !outcome.isPending();
    }

    /** Lets the CPU go on without a look at what comes of it. */
    void pass() {
        client.step(thread);
    }

    /** Reads what the instruction is given: afterwards it may be gone. */
    void look() {
        if (time == null) {
            time = Instant.now();
            operands = new LinkedHashMap<>(hit.operands());
            operands.putAll(storage.before());
            fid = number(fields.get("fid"));
        }
    }

    /** Executes the instruction, and nothing else on any CPU; then the breakpoints that waited for the outcome decide. */
    void execute() {
        look();
        outcome = step();
        fields.outcome(outcome);
        suspending.clear();
        for (int i = 0; i < verdicts.length; i++) {
            if (verdicts[i] == Verdict.OPEN && breakpoints.get(i).filter().test(fields) == Verdict.HOLDS) {
                match(breakpoints.get(i));
            }
        }
    }

    private Outcome step() {
        long at = hit.site().address();
        GeneralRegisters after = hit.registers().all();
        boolean goesOn = true;
        for (int i = 0; i < MOST_STEPS && goesOn && after.address() == at; i++) {
            goesOn = client.step(thread).kind() == StopReply.Kind.TRAPPED;
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

    /** The calling functions, as the stack was before the instruction, or right behind it. */
    private List<GuestFrame> frames() {
        if (frames == null) {
            frames = CallStack.frames(client, hit.registers().all(), rules);
        }
        return frames;
    }

    private List<String> callers() {
        return frames().stream().skip(1).map(GuestFrame::function).toList();
    }

    /** The record, as far as it is known. */
    InterceptRecord record(InterceptGuest guest, RegisterNames names) {
        look();
        Map<String, Object> told = new LinkedHashMap<>(operands);
        if (told.get("space") instanceof Long space && told.get("offset") instanceof Long offset) {
            fid.ifPresent(known -> names.know(known, guest::configuration));
            if (outcome.data().isPresent() && fid.isPresent() && told.get("length") instanceof Long length) {
                names.loaded(
                        fid.getAsLong(),
                        space,
                        offset,
                        length.intValue(),
                        outcome.data().getAsLong());
            }
            String name = names.name(fid, space, offset);
            if (!name.isEmpty()) {
                told.put(RegisterNames.OPERAND, name);
            }
        }
        OptionalLong handle = number(told.remove(RegisterOperands.HANDLE));
        String device = fid.isPresent() ? guest.device(fid.getAsLong()) : "";
        List<String> stack = CallStack.callers(frames());
        return new InterceptRecord(time, hit.cpu(), hit.site(), fid, device, handle, told, outcome, stack);
    }

    /** The record as an event. */
    InterceptEvent.Recorded told(InterceptGuest guest, RegisterNames names) {
        InterceptRecord record = record(guest, names);
        String text = template == null || template.isEmpty()
                ? RecordWords.sentence(record)
                : RecordWords.filled(template, fields::get);
        return new InterceptEvent.Recorded(record, matched(), text);
    }

    private static OptionalLong number(Object value) {
        return value instanceof Long number ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
