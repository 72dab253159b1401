package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;
import org.zpcidebug.gdbstub.Borrowed;
import org.zpcidebug.gdbstub.StopReply;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.s390.Lowcore;
import org.zpcidebug.s390.Lowcore.Interruption;
import org.zpcidebug.s390.StorageRead;

/**
 * A CPU of a stopped guest borrowed to execute programs of ours in a page of the guest's code. The other CPUs stand
 * meanwhile. Closing it puts registers, page and lowcore back and compares them with what they were.
 */
@SuppressWarnings("nls")
final class Injection implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int REPAIRS = 3;

    /** Bytes that are written together. */
    private static final int PART = 1024;

    private static final int BASE_REGISTER = 12;

    private final StubClient client;
    private final StubThread cpu;
    private final long page;
    private final Optional<AbsoluteStorage> direct;
    private final GeneralRegisters registers;
    private Borrowed borrowed;
    private Breakpoint end;
    private Breakpoint fault;

    private Injection(StubClient client, StubThread cpu, ProbePage page) {
        this.client = client;
        this.cpu = cpu;
        this.page = page.address();
        this.direct = page.direct();
        client.select(cpu);
        registers = client.registers();
    }

    /**
     * Borrows a CPU.
     *
     * @param cpu one that is in supervisor state and does not wait
     * @param page a page of code, outside of all prefix areas
     * @throws ProbeException when that is not safe; the guest is as it was
     */
    static Injection begin(StubClient client, StubThread cpu, ProbePage page) {
        Injection injection = new Injection(client, cpu, page);
        try {
            injection.save(page.bytes());
            return injection;
        } catch (RuntimeException e) {
            injection.close();
            throw e;
        }
    }

    private void save(byte[] expected) {
        byte[] code = direct(page, ProbeProgram.BYTES).orElseGet(() -> client.readAbsolute(page, ProbeProgram.BYTES));
        if (expected.length > 0 && !Arrays.equals(expected, 0, expected.length, code, 0, expected.length)) {
            throw ProbeException.of("probe.otherPage", Long.toHexString(page));
        }
        // Whoever has to give the CPU back knows what it had before anything of it is changed.
        borrow(new Borrowed(cpu, registers, page, code, new byte[0]));
        address();
        byte[] lowcore = client.read(0, Lowcore.BYTES);
        borrow(new Borrowed(cpu, registers, page, code, lowcore));
        // Where a program interruption of our program would go.
        long handler =
                new Lowcore(new BigEndian(lowcore)).newPsw(Interruption.PROGRAM).address();
        client.write(page + ProbeProgram.END, ProbeProgram.end());
        end = insert(page + ProbeProgram.END);
        fault = insert(handler);
    }

    /** Absolute storage, past QEMU; empty where that is not possible. */
    private Optional<byte[]> direct(long address, int length) {
        return direct.map(storage -> storage.read(address, length))
                .filter(StorageRead::isReadable)
                .map(read -> read.bytes().bytes(0, length));
    }

    private void borrow(Borrowed what) {
        client.borrow(what);
        borrowed = what;
    }

    private Breakpoint insert(long address) {
        Breakpoint breakpoint = new Breakpoint(Breakpoint.Kind.HARDWARE, address, 2);
        client.insert(breakpoint);
        return breakpoint;
    }

    /** Has the CPU mean real addresses, with our program as what comes next. */
    private void address() {
        borrowed.address(client, ProbeProgram.START, BASE_REGISTER, ProbeProgram.DATA);
    }

    /**
     * Executes a program.
     *
     * @return the data afterwards, as far as the program used it
     * @throws ProbeException when it did not come to its end
     */
    byte[] run(ProbeProgram program) {
        return run(program.image(), program.length());
    }

    /** As {@link #run(ProbeProgram)}, with code that was assembled elsewhere; its data comes with it. */
    void run(byte[] image) {
        run(image, 0);
    }

    private byte[] run(byte[] image, int length) {
        start(image);
        Optional<StopReply> stop = client.awaitStop(LIMIT);
        if (stop.isEmpty()) {
            client.suspend();
        }
        if (!stop.flatMap(StopReply::thread).equals(Optional.of(cpu))) {
            client.select(cpu);
        }
        long at = client.registers().address();
        if (at != page + ProbeProgram.END) {
            throw ended(at);
        }
        return read(page + ProbeProgram.DATA, length);
    }

    /** Storage that is no prefix area, while the CPU means real addresses. */
    private byte[] read(long address, int length) {
        return direct(address, length).orElseGet(() -> client.read(address, length));
    }

    /** Begins a program. */
    void start(byte[] image) {
        client.write(page, image);
        address();
        client.resume(cpu);
    }

    private ProbeException ended(long at) {
        if (at != fault.address()) {
            return ProbeException.of("probe.lost", Long.toHexString(at));
        }
        address();
        Lowcore now = new Lowcore(new BigEndian(client.read(0, Lowcore.BYTES)));
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
        client.suspend();
        client.select(cpu);
        remove(end);
        end = null;
        remove(fault);
        fault = null;
        if (borrowed == null) {
            return;
        }
        address();
        byte[] lowcore = borrowed.lowcore();
        boolean same = isRestored(page, borrowed.code(), length -> read(page, length))
                && isRestored(0, lowcore, length -> client.read(0, length));
        client.setRegisters(registers);
        if (!same || !client.registers().equals(registers)) {
            throw ProbeException.of("probe.notRestored", cpu.toString());
        }
        client.giveBack();
        borrowed = null;
    }

    private void remove(Breakpoint breakpoint) {
        if (breakpoint != null) {
            client.remove(breakpoint);
        }
    }

    private boolean isRestored(long address, byte[] bytes, IntFunction<byte[]> read) {
        for (int i = 0; i < REPAIRS; i++) {
            byte[] now = bytes.length == 0 ? bytes : read.apply(bytes.length);
            if (Arrays.equals(now, bytes)) {
                return true;
            }
            writeDifferences(address, now, bytes);
        }
        return Arrays.equals(read.apply(bytes.length), bytes);
    }

    /** Writing takes far longer than comparing. */
    private void writeDifferences(long address, byte[] now, byte[] bytes) {
        int at = Arrays.mismatch(now, bytes);
        while (at < bytes.length) {
            int behind = Math.min(at + PART, bytes.length);
            client.write(address + at, Arrays.copyOfRange(bytes, at, behind));
            int more = Arrays.mismatch(now, behind, bytes.length, bytes, behind, bytes.length);
            at = more < 0 ? bytes.length : behind + more;
        }
    }
}
