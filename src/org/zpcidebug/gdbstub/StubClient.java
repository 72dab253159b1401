package org.zpcidebug.gdbstub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.zpcidebug.gdbstub.StubException.Reason;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.s390.GeneralRegisters;

/**
 * A debugger's connection to QEMU's gdbstub. Connecting stops the guest and takes away breakpoints that another debugger
 * left behind. One thread uses it; {@link #interrupt}, {@link #wake} and {@link #close}
 * may be called by any.
 *
 * <p>QEMU's own rules: while the guest runs, any byte but the interrupt stops it and is lost, so nothing is asked then
 * and nothing is ever acknowledged; single registers are known only after the target's description was read; detaching
 * has to name the process.
 */
@SuppressWarnings("nls")
public final class StubClient implements AutoCloseable {

    private static final int MOST_THREADS = 16384;

    private final StubOptions options;
    private final StubExchange exchange;
    private final Set<Breakpoint> inserted = new LinkedHashSet<>();
    private final StubFeatures features;
    private final List<StubThread> known;
    private final int process;
    private Optional<Keeper> keeper = Optional.empty();
    private Boolean physicalFound;
    private volatile boolean running;

    private StubClient(StubOptions options, StubExchange exchange) {
        this.options = options;
        this.exchange = exchange;
        exchange.clear();
        this.features = StubFeatures.negotiate(exchange);
        // Breakpoints that are there already go with this question; connecting has stopped the guest.
        StopReply reply = StopReply.parse(exchange.ask("?", StopReply::isOne));
        if (reply.kind() == StopReply.Kind.ENDED) {
            throw StubException.of(Reason.ENDED, "ended");
        }
        this.known = List.copyOf(threads());
        this.process = known.stream().mapToInt(StubThread::process).findFirst().orElse(0);
    }

    /** Keeps what a borrowed CPU had, for the case that this process is killed. */
    public interface Keeper {
        /** It is borrowed from now on. */
        void borrowed(Borrowed what);

        /** It was given back. */
        void returned();
    }

    /** Who keeps what a borrowed CPU had. */
    void keeper(Keeper who) {
        keeper = Optional.of(who);
    }

    /** To be called before anything of a borrowed CPU is changed. */
    public void borrow(Borrowed what) {
        keeper.ifPresent(who -> who.borrowed(what));
    }

    /** To be called when all of it is as it was. */
    public void giveBack() {
        keeper.ifPresent(Keeper::returned);
    }

    /** A place where the guest is to stop. */
    public record Breakpoint(Kind kind, long address, int length) {

        /** What makes it stop there; the order is that of the protocol's numbers. */
        public enum Kind {
            SOFTWARE,
            HARDWARE,
            WRITE
        }

        String arguments() {
            return kind.ordinal() + "," + Long.toHexString(address) + "," + Integer.toHexString(length);
        }
    }

    /**
     * Connects, which stops the guest, and agrees with the stub.
     *
     * @throws StubException when that fails; the connection is closed then, which leaves the guest stopped
     */
    public static StubClient connect(MonitorAddress address, StubOptions options) {
        StubExchange exchange = new StubExchange(StubLink.connect(address, options), options);
        try {
            return new StubClient(options, exchange);
        } catch (RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    /** Whether the guest runs, as far as this connection knows. */
    public boolean isRunning() {
        return running;
    }

    /** Whether the connection is gone. */
    public boolean isClosed() {
        return exchange.isClosed();
    }

    /** The CPUs. */
    public List<StubThread> threads() {
        List<StubThread> threads = new ArrayList<>();
        String reply = text("qfThreadInfo");
        while (reply.startsWith("m") && threads.size() < MOST_THREADS) {
            for (String name : reply.substring(1).split(",")) {
                StubThread.parse(name).ifPresent(threads::add);
            }
            reply = text("qsThreadInfo");
        }
        return threads;
    }

    /** The CPUs that there were when the connection was made. */
    public List<StubThread> knownThreads() {
        return known;
    }

    /** Several questions that are to be sent together. */
    public StubBatch batch() {
        return new StubBatch(this);
    }

    /** QEMU's words about a CPU, for instance {@code CPU#0 [halted ]}. */
    public String threadWords(StubThread thread) {
        return StubBatch.words(ask("qThreadExtraInfo," + thread));
    }

    /** Makes this the CPU whose registers and addresses are meant; after a stop it is the one that stopped. */
    public void select(StubThread thread) {
        expectOk("Hg" + thread);
    }

    /** The selected CPU's PSW and general registers. */
    public GeneralRegisters registers() {
        return StubBatch.registers(ask("g"));
    }

    /** Gives the selected CPU this PSW and these general registers. */
    public void setRegisters(GeneralRegisters registers) {
        // All of them: QEMU takes what is missing from the packet before.
        expectOk("G" + Packets.hex(registers.bytes()));
    }

    /** The stub's number of a register, for instance {@code cr6}; empty when this QEMU does not have it. */
    public OptionalInt registerNumber(String name) {
        Integer number = features.description().numbers().get(name);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    /** One register of the selected CPU, of at most 64 bits. */
    public long register(int number) {
        String command = "p" + Integer.toHexString(number);
        byte[] reply = ask(command);
        byte[] bytes = Packets.bytes(reply);
        if (bytes == null || bytes.length == 0 || bytes.length > Long.BYTES) {
            throw unexpected(command, reply);
        }
        long value = 0;
        for (byte next : bytes) {
            value = value << 8 | next & 0xff;
        }
        return value;
    }

    /** Reads storage by the selected CPU's own addresses: virtual ones while its PSW has translation on. */
    public byte[] read(long address, int length) {
        byte[][] bytes = {new byte[0]};
        batch().read(address, length, read -> bytes[0] = read).ask();
        return bytes[0];
    }

    /** Writes storage by the selected CPU's own addresses; what was written is not read again. */
    public void write(long address, byte[] bytes) {
        batch().write(address, bytes).ask();
    }

    int mostBytes() {
        return features.mostBytes();
    }

    /** Reads absolute storage. QEMU's mode for it belongs to all debuggers: it is put back by leaving. */
    public byte[] readAbsolute(long address, int length) {
        if (physicalFound == null) {
            physicalFound = text("qqemu.PhyMemMode").equals("1");
        }
        if (physicalFound) {
            return read(address, length);
        }
        expectOk("Qqemu.PhyMemMode:1");
        try {
            return read(address, length);
        } finally {
            expectOk("Qqemu.PhyMemMode:0");
        }
    }

    /** Makes the guest stop there, until it is removed or the guest is left. */
    public void insert(Breakpoint breakpoint) {
        batch().insert(breakpoint).ask();
    }

    /** Takes a breakpoint away again. */
    public void remove(Breakpoint breakpoint) {
        batch().remove(breakpoint).ask();
    }

    void inserted(Breakpoint breakpoint, boolean isThere) {
        if (isThere) {
            inserted.add(breakpoint);
        } else {
            inserted.remove(breakpoint);
        }
    }

    /** Lets all CPUs run. Nothing can be asked until {@link #awaitStop} has returned a reply. */
    public void resume() {
        run("vCont;c");
    }

    /** Lets one CPU run while the others stand. As {@link #resume()} otherwise. */
    public void resume(StubThread thread) {
        run("vCont;c:" + thread);
    }

    /**
     * Lets one CPU execute one instruction, breakpoint there or not, while the others stand; returns when it has.
     *
     * @return interrupted when the guest was reset meanwhile: QEMU lets it run then and forgets the step, so that it is
     *     told to stop
     */
    public StopReply step(StubThread thread) {
        run("vCont;s:" + thread);
        Optional<StopReply> stop = awaitStop(options.reply(), false);
        if (stop.isEmpty()) {
            exchange.interrupt();
            stop = awaitStop(options.interrupt(), false);
        }
        return stop.orElseThrow(() -> silent("vCont;s"));
    }

    private void run(String command) {
        needStopped(command);
        running = true;
        exchange.send(command);
    }

    /**
     * Waits until the guest stops. Interrupting the thread ends the wait, and {@link #wake} does.
     *
     * @return empty when it still runs
     */
    public Optional<StopReply> awaitStop(Duration limit) {
        return awaitStop(limit, true);
    }

    private Optional<StopReply> awaitStop(Duration limit, boolean cancellable) {
        Optional<StopReply> reply = exchange.awaitStop(System.nanoTime() + limit.toNanos(), cancellable);
        if (reply.isPresent()) {
            running = false;
            if (reply.get().kind() == StopReply.Kind.ENDED) {
                exchange.close();
                throw StubException.of(Reason.ENDED, "ended");
            }
        }
        return reply;
    }

    /** While the guest stands: waits for the connection to end, which throws, for {@link #wake}, or for the limit. */
    public void awaitEnd(Duration limit) {
        exchange.awaitStop(System.nanoTime() + limit.toNanos(), true);
    }

    /** Ends the present or next {@link #awaitStop} or {@link #awaitEnd} as if its time were over. */
    public void wake() {
        exchange.wake();
    }

    /** Tells a running guest to stop; whoever waits for the stop gets it. Does nothing to a stopped one. */
    public void interrupt() {
        if (running) {
            exchange.interrupt();
        }
    }

    /** Stops a running guest and waits for it. Empty when it stood already. */
    public Optional<StopReply> suspend() {
        if (!running) {
            return Optional.empty();
        }
        interrupt();
        Optional<StopReply> stop = awaitStop(options.interrupt(), false);
        if (stop.isEmpty()) {
            throw StubException.of(Reason.SILENT, "notStopping", StubLink.seconds(options.interrupt()));
        }
        return stop;
    }

    /**
     * Another client of QEMU let the guest run, or may have: stops it again. If it stands already, as at a breakpoint,
     * QEMU says nothing, so this takes as long as the limit then.
     *
     * @return whether QEMU said in time that it stopped
     */
    public boolean regain(Duration limit) {
        exchange.regain();
        return awaitStop(limit, false).isPresent();
    }

    /**
     * Leaves the guest: no breakpoints, and running or standing as wanted.
     *
     * @throws StubException when QEMU does not answer; the connection is closed in any case
     */
    public void leave(boolean runs) {
        try {
            suspend();
            for (Breakpoint breakpoint : List.copyOf(inserted)) {
                remove(breakpoint);
            }
            if (runs) {
                String named = process == 0 ? "D" : "D;" + Integer.toHexString(process);
                expectOk(named);
            }
        } finally {
            exchange.close();
        }
    }

    /** The last 512 packets in both directions, oldest first, for diagnostics. */
    public List<PacketEntry> history() {
        return exchange.history();
    }

    /** Closes the connection and leaves the guest as it is, breakpoints included: {@link #leave} first. */
    @Override
    public void close() {
        exchange.close();
    }

    private byte[] ask(String command) {
        needStopped(command);
        return exchange.ask(command);
    }

    List<byte[]> ask(List<String> commands) {
        commands.forEach(this::needStopped);
        return exchange.ask(commands);
    }

    private String text(String command) {
        return Packets.text(ask(command));
    }

    private void expectOk(String command) {
        StubBatch.needOk(command, ask(command));
    }

    private void needStopped(String command) {
        if (running) {
            throw StubException.of(Reason.RUNNING, "running", command);
        }
    }

    private StubException silent(String command) {
        exchange.close();
        return StubException.of(Reason.SILENT, "silent", command, StubLink.seconds(options.reply()));
    }

    private static StubException unexpected(String command, byte[] reply) {
        return StubExchange.unexpected(command, reply);
    }
}
