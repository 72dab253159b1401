package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.zpcidebug.gdbstub.Borrowed;
import org.zpcidebug.gdbstub.StopReply;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.s390.Lowcore;
import org.zpcidebug.s390.Lowcore.Interruption;

/**
 * A CPU of a stopped guest borrowed to execute programs of ours in a page of the guest's code. The other CPUs stand
 * meanwhile. Closing it puts registers, page and lowcore back and compares them with what they were.
 */
@SuppressWarnings("nls")
final class Injection implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int REPAIRS = 3;
    private static final int BASE_REGISTER = 12;

    private final StubClient client;
    private final StubThread cpu;
    private final long page;
    private final GeneralRegisters registers;
    private Borrowed borrowed;
    private Breakpoint end;
    private Breakpoint fault;

    private Injection(StubClient client, StubThread cpu, long page) {
        this.client = client;
        this.cpu = cpu;
        this.page = page;
        client.select(cpu);
        registers = client.registers();
    }

    /**
     * Borrows a CPU.
     *
     * @param cpu one that is in supervisor state and does not wait
     * @param page absolute address of a page of code, outside of all prefix areas
     * @param expected what the page holds, as somebody else read it; empty when nobody did
     * @throws ProbeException when that is not safe; the guest is as it was
     */
    static Injection begin(StubClient client, StubThread cpu, long page, byte[] expected) {
        Injection injection = new Injection(client, cpu, page);
        try {
            injection.save(expected);
            return injection;
        } catch (RuntimeException e) {
            injection.close();
            throw e;
        }
    }

    private void save(byte[] expected) {
        byte[] code = client.readAbsolute(page, ProbeProgram.BYTES);
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
        end = insert(page + ProbeProgram.END);
        fault = insert(handler);
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
        borrowed.address(client, ProbeProgram.START, BASE_REGISTER);
    }

    /**
     * Executes a program.
     *
     * @return the page afterwards, as far as the program used it
     * @throws ProbeException when it did not come to its end
     */
    byte[] run(ProbeProgram program) {
        return run(program.image());
    }

    /** As {@link #run(ProbeProgram)}, with a page that was assembled elsewhere. */
    byte[] run(byte[] image) {
        start(image);
        Optional<StopReply> stop = client.awaitStop(LIMIT);
        if (stop.isEmpty()) {
            client.suspend();
        }
        client.select(cpu);
        long at = client.registers().address();
        if (at != page + ProbeProgram.END) {
            throw ended(at);
        }
        return client.read(page, image.length);
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
        boolean same = isRestored(page, borrowed.code()) && isRestored(0, borrowed.lowcore());
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

    private boolean isRestored(long address, byte[] bytes) {
        if (bytes.length == 0) {
            return true;
        }
        for (int i = 0; i < REPAIRS; i++) {
            if (Arrays.equals(client.read(address, bytes.length), bytes)) {
                return true;
            }
            client.write(address, bytes);
        }
        return Arrays.equals(client.read(address, bytes.length), bytes);
    }
}
