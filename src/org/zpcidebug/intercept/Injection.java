package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.zpcidebug.gdbstub.Borrowed;
import org.zpcidebug.gdbstub.BorrowedPage;
import org.zpcidebug.gdbstub.StubBatch;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.s390.Lowcore;
import org.zpcidebug.s390.Lowcore.Interruption;
import org.zpcidebug.zpci.FunctionList;

/**
 * A CPU of a stopped guest borrowed to execute programs of ours in a page of the guest's code. The other CPUs stand
 * meanwhile. Closing it puts registers, page and lowcore back and compares them with what they were.
 */
@SuppressWarnings("nls")
final class Injection implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration WHILE = Duration.ofMillis(50);
    private static final int REPAIRS = 3;

    /** Bytes that are written together: a packet costs as much as a thousand more bytes. */
    private static final int PART = 2000;

    private static final int BASE_REGISTER = 12;

    private final StubClient client;
    private final StubThread cpu;
    private final GeneralRegisters registers;
    private final long page;
    private final DirectReads direct;
    private Borrowed borrowed;
    private byte[] started = {};
    private boolean isArmed;

    /** What the prefix area held when it was looked at last. */
    private byte[] lowcore = {};

    private Injection(StubClient client, FitCpu cpu, ProbePage page) {
        this.client = client;
        this.cpu = cpu.thread();
        this.registers = cpu.registers();
        this.page = page.address();
        this.direct = new DirectReads(page.direct());
    }

    /**
     * Borrows a CPU.
     *
     * @param cpu one that is in supervisor state and does not wait
     * @param page a page of code, outside of all prefix areas
     * @throws ProbeException when that is not safe; the guest is as it was
     */
    static Injection begin(StubClient client, FitCpu cpu, ProbePage page) {
        Injection injection = new Injection(client, cpu, page);
        try {
            injection.save(page.page());
            return injection;
        } catch (RuntimeException e) {
            injection.close();
            throw e;
        }
    }

    /** QEMU's number of the CPU. */
    int cpu() {
        return cpu.cpu();
    }

    private void save(BorrowedPage expected) {
        byte[] before = expected.bytes();
        byte[] code =
                direct.read(page, ProbeProgram.BYTES).orElseGet(() -> client.readAbsolute(page, ProbeProgram.BYTES));
        if (before.length > 0 && !Arrays.equals(before, 0, before.length, code, 0, before.length)) {
            throw ProbeException.of("probe.otherPage", Long.toHexString(page));
        }
        BorrowedPage whole = before.length == code.length ? expected : new BorrowedPage(page, code);
        // Whoever has to give the CPU back knows what it had before anything of it is changed.
        borrow(new Borrowed(cpu, registers, whole, new byte[0]));
        look(client.batch().select(cpu));
        borrow(borrowed.withLowcore(lowcore));
    }

    /** Has the CPU mean real addresses, and looks at its prefix area. */
    private void look(StubBatch batch) {
        batch.setRegisters(program(0, 0))
                .read(0, Lowcore.BYTES, now -> lowcore = now)
                .ask();
    }

    private void borrow(Borrowed what) {
        client.borrow(what);
        borrowed = what;
    }

    /** Real addresses, with our program as what comes next. */
    private GeneralRegisters program(int index, long token) {
        long[] operands = new long[GeneralRegisters.COUNT];
        operands[BASE_REGISTER] = page + ProbeProgram.DATA;
        operands[SurveyProgram.INDEX] = index;
        operands[SurveyProgram.TOKEN] = token;
        return borrowed.program(ProbeProgram.START, operands);
    }

    /**
     * Executes a program.
     *
     * @return the data afterwards, as far as the program used it
     * @throws ProbeException when it did not come to its end
     */
    byte[] run(ProbeProgram program) {
        run(program.image());
        return read(page + ProbeProgram.DATA, program.length());
    }

    /** As {@link #run(ProbeProgram)}, with code that was assembled elsewhere; its data comes with it. */
    void run(byte[] image) {
        start(image);
        finish();
    }

    /**
     * Asks about functions with a {@link SurveyProgram}. The CPU is given back when nothing is left to ask.
     *
     * @param first the number in the list of the function to begin with
     * @param token the list's resume token
     * @param isAll whether a survey of all functions is all that is wanted
     * @throws ProbeException when the program did not come to its end
     */
    Survey survey(int first, long token, boolean isAll) {
        start(SurveyProgram.image(), first, token);
        awaitEnd();
        Optional<byte[]> present = isAll ? direct.read(page, ProbeProgram.BYTES) : Optional.empty();
        if (present.filter(this::isStillThere).isPresent()) {
            Survey survey = survey(first, Arrays.copyOfRange(present.get(), ProbeProgram.DATA, ProbeProgram.END));
            if (survey.isAll()) {
                finishForGood(present.get());
                return survey;
            }
        }
        finish();
        return survey(first, read(page + ProbeProgram.DATA, ProbeProgram.DATA_BYTES));
    }

    private Survey survey(int first, byte[] data) {
        BigEndian view = new BigEndian(data);
        long used = view.u64(SurveyProgram.BEHIND) - page - ProbeProgram.DATA;
        int least = SurveyProgram.REQUEST + FunctionList.HEADER;
        int length = (int) Math.max(least, Math.min(ProbeProgram.DATA_BYTES, used));
        long reached = Math.max(first, Math.min(SurveyProgram.LISTED, view.u64(SurveyProgram.REACHED)));
        return new Survey(Arrays.copyOf(data, length), first, (int) reached);
    }

    /** The program seems to have ended, and was the last one: looks whether it has and puts everything back at once. */
    private void finishForGood(byte[] present) {
        GeneralRegisters[] end = new GeneralRegisters[1];
        StubBatch batch = disarm(client.batch().select(cpu).registers(now -> end[0] = now))
                .setRegisters(program(0, 0))
                .read(0, Lowcore.BYTES, now -> lowcore = now);
        boolean isRestored = isRestored(batch, present);
        if (isRestored && end[0].address() == page + ProbeProgram.END) {
            giveBack();
            return;
        }
        look(client.batch());
        throw ended(end[0].address());
    }

    private void giveBack() {
        client.giveBack();
        borrowed = null;
    }

    /** Storage that is no prefix area, while the CPU means real addresses. */
    private byte[] read(long address, int length) {
        return direct.read(address, length).orElseGet(() -> client.read(address, length));
    }

    /** Begins a program. */
    void start(byte[] image) {
        start(image, 0, 0);
    }

    private void start(byte[] image, int index, long token) {
        started = image;
        // From now on there may be breakpoints to be taken away.
        isArmed = true;
        client.batch()
                .write(page, image)
                .write(page + ProbeProgram.END, ProbeProgram.end())
                .insert(end())
                .insert(handler())
                .setRegisters(program(index, token))
                .ask();
        if (!Arrays.equals(image, read(page, image.length))
                || !Arrays.equals(ProbeProgram.end(), read(page + ProbeProgram.END, ProbeProgram.end().length))) {
            throw ProbeException.of("probe.notWritten", Long.toHexString(page));
        }
        client.resume(cpu);
    }

    private Breakpoint end() {
        return new Breakpoint(Breakpoint.Kind.HARDWARE, page + ProbeProgram.END, 2);
    }

    /** Where a program interruption of our program would go. */
    private Breakpoint handler() {
        Lowcore before = new Lowcore(new BigEndian(borrowed.lowcore()));
        return new Breakpoint(
                Breakpoint.Kind.HARDWARE, before.newPsw(Interruption.PROGRAM).address(), 2);
    }

    /** Waits for a program's end, and returns what the registers held then. The next one starts anew. */
    GeneralRegisters finish() {
        awaitEnd();
        GeneralRegisters[] end = new GeneralRegisters[1];
        look(disarm(client.batch().select(cpu).registers(now -> end[0] = now)));
        long at = end[0].address();
        if (at != page + ProbeProgram.END
                && !isStillThere(
                        direct.read(page, started.length).orElseGet(() -> client.readAbsolute(page, started.length)))) {
            // What the CPU had before is of no use to the guest that begins anew.
            client.setRegisters(end[0]);
            giveBack();
            throw ProbeException.of("probe.reset");
        }
        if (at != page + ProbeProgram.END) {
            throw ended(at);
        }
        return end[0];
    }

    /** Stops waiting when the program is seen not to be where it was put any more. */
    private void awaitEnd() {
        long from = System.nanoTime();
        boolean isOver = !client.isRunning();
        while (!isOver) {
            isOver = client.awaitStop(WHILE).isPresent()
                    || System.nanoTime() - from > LIMIT.toNanos()
                    || !direct.read(page, started.length)
                            .map(this::isStillThere)
                            .orElse(true);
        }
        client.suspend();
    }

    /** Whether the program is where it was put: a reset guest has its own code again. */
    private boolean isStillThere(byte[] now) {
        return Arrays.equals(now, 0, started.length, started, 0, started.length);
    }

    private StubBatch disarm(StubBatch batch) {
        if (isArmed) {
            isArmed = false;
            batch.remove(end()).remove(handler());
        }
        return batch;
    }

    private ProbeException ended(long at) {
        if (at != handler().address()) {
            return ProbeException.of("probe.lost", Long.toHexString(at));
        }
        Lowcore now = new Lowcore(new BigEndian(lowcore));
        return ProbeException.of(
                "probe.interrupted",
                Integer.toHexString(now.programCode()),
                Long.toHexString(now.oldPsw(Interruption.PROGRAM).address() - page));
    }

    /**
     * Puts everything back.
     *
     * @throws ProbeException when something is not as it was
     */
    @Override
    public void close() {
        for (int i = 0; i < REPAIRS; i++) {
            try {
                restore();
                return;
            } catch (StubException e) {
                if (e.reason() != StubException.Reason.REFUSED || i == REPAIRS - 1) {
                    throw ProbeException.caused(e, "probe.notRestored", e.getMessage());
                }
            }
        }
    }

    private void restore() {
        boolean ran = client.suspend().isPresent();
        if (borrowed == null) {
            return;
        }
        if (borrowed.lowcore().length == 0) {
            // It could not be read: nothing was executed.
            client.batch().select(cpu).setRegisters(program(0, 0)).ask();
        } else if (ran || isArmed) {
            look(disarm(client.batch().select(cpu)));
        }
        for (int i = 0; i < REPAIRS; i++) {
            if (isRestored(client.batch(), read(page, ProbeProgram.BYTES))) {
                giveBack();
                return;
            }
            look(client.batch());
        }
        throw ProbeException.of("probe.notRestored", cpu.toString());
    }

    /**
     * Puts back what is not as it was, and tells whether all is as it was then.
     *
     * @param batch what is to be asked before; the CPU means real addresses after it
     * @param present what the page holds now
     */
    private boolean isRestored(StubBatch batch, byte[] present) {
        byte[] code = borrowed.page().bytes();
        byte[] before = borrowed.lowcore();
        byte[][] now = {code};
        GeneralRegisters[] held = new GeneralRegisters[1];
        writeDifferences(batch, page, present, code);
        if (before.length > 0 && !Arrays.equals(lowcore, before)) {
            writeDifferences(batch, 0, lowcore, before);
            batch.read(0, before.length, read -> lowcore = read);
        }
        if (!direct.isPossible()) {
            batch.read(page, code.length, read -> now[0] = read);
        }
        batch.setRegisters(registers).registers(read -> held[0] = read).ask();
        now[0] = direct.read(page, code.length).orElse(now[0]);
        return Arrays.equals(now[0], code)
                && (before.length == 0 || Arrays.equals(lowcore, before))
                && registers.equals(held[0]);
    }

    /** Writing takes far longer than comparing. */
    private static void writeDifferences(StubBatch batch, long address, byte[] now, byte[] bytes) {
        int at = Arrays.mismatch(now, bytes);
        while (at >= 0 && at < bytes.length) {
            int behind = Math.min(at + PART, bytes.length);
            batch.write(address + at, Arrays.copyOfRange(bytes, at, behind));
            int more = Arrays.mismatch(now, behind, bytes.length, bytes, behind, bytes.length);
            at = more < 0 ? bytes.length : behind + more;
        }
    }
}
