package org.zpcidebug.intercept;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.zpcidebug.gdbstub.StopReply;
import org.zpcidebug.gdbstub.StubBatch;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubClient.Breakpoint;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.s390.GeneralRegisters;
import org.zpcidebug.s390.Lowcore;
import org.zpcidebug.s390.Lowcore.Interruption;
import org.zpcidebug.s390.Psw;

/**
 * Finds a CPU that can execute instructions for us: in supervisor state and not waiting, for a waiting CPU would go on
 * waiting whatever its PSW says. When there is none the guest runs on until an interruption wakes one.
 */
@SuppressWarnings("nls")
final class ProbeCpu {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final List<Interruption> ENTRIES =
            List.of(Interruption.EXTERNAL, Interruption.IO, Interruption.SUPERVISOR_CALL, Interruption.PROGRAM);

    /** CPUs that are looked at together. */
    private static final int TOGETHER = 8;

    private final StubClient client;
    private long ran;
    private int waiting;
    private int inProgram;

    ProbeCpu(StubClient client) {
        this.client = client;
    }

    /** How long the guest ran meanwhile, in nanoseconds. */
    long ran() {
        return ran;
    }

    /**
     * Finds it; the guest stands afterwards.
     *
     * @param mayRun whether the guest may run on for that, as it did before
     */
    FitCpu find(boolean mayRun) {
        List<StubThread> cpus = client.knownThreads();
        Optional<FitCpu> fit = fit(cpus);
        if (fit.isPresent()) {
            return fit.get();
        }
        if (!mayRun) {
            throw refused("probe.noCpu.stopped", cpus.size());
        }
        return awaitEntry(cpus);
    }

    /** The first one that is fit. */
    private Optional<FitCpu> fit(List<StubThread> cpus) {
        waiting = 0;
        inProgram = 0;
        for (int from = 0; from < cpus.size(); from += TOGETHER) {
            List<StubThread> some = cpus.subList(from, Math.min(from + TOGETHER, cpus.size()));
            List<GeneralRegisters> registers = new ArrayList<>();
            List<String> words = new ArrayList<>();
            StubBatch batch = client.batch();
            some.forEach(cpu -> batch.select(cpu).registers(registers::add).words(cpu, words::add));
            batch.ask();
            for (int i = 0; i < some.size(); i++) {
                if (isFit(registers.get(i).psw(), words.get(i))) {
                    return Optional.of(new FitCpu(some.get(i), registers.get(i)));
                }
            }
        }
        return Optional.empty();
    }

    private boolean isFit(Psw psw, String words) {
        if (psw.waits() || words.contains("halted")) {
            waiting++;
            return false;
        }
        if (psw.isProblemState()) {
            inProgram++;
            return false;
        }
        return true;
    }

    private ProbeException refused(String key, int cpus) {
        return ProbeException.of(key, Integer.toString(cpus), Integer.toString(waiting), Integer.toString(inProgram));
    }

    /** Stops the guest where an interruption enters the supervisor, or, where that is not known, now and then. */
    private FitCpu awaitEntry(List<StubThread> cpus) {
        List<Breakpoint> entries = new ArrayList<>();
        try {
            for (long address : entryAddresses(cpus)) {
                Breakpoint entry = new Breakpoint(Breakpoint.Kind.HARDWARE, address, 2);
                client.insert(entry);
                entries.add(entry);
            }
            return run(cpus, !entries.isEmpty());
        } finally {
            client.suspend();
            entries.forEach(client::remove);
        }
    }

    private FitCpu run(List<StubThread> cpus, boolean hasEntries) {
        long end = System.nanoTime() + LIMIT.toNanos();
        do {
            long from = System.nanoTime();
            client.resume();
            Optional<StopReply> stop =
                    client.awaitStop(hasEntries ? Duration.ofNanos(Math.max(1, end - from)) : MOMENT);
            if (stop.isEmpty()) {
                client.suspend();
            }
            ran += System.nanoTime() - from;
            Stream<StubThread> first = stop.flatMap(StopReply::thread).stream();
            Optional<FitCpu> fit =
                    fit(Stream.concat(first, cpus.stream()).distinct().toList());
            if (fit.isPresent()) {
                return fit.get();
            }
        } while (System.nanoTime() - end < 0);
        throw refused("probe.noCpu", cpus.size());
    }

    private List<Long> entryAddresses(List<StubThread> cpus) {
        for (StubThread cpu : cpus) {
            Optional<Lowcore> lowcore = lowcore(cpu);
            if (lowcore.isPresent()) {
                return ENTRIES.stream()
                        .map(entry -> lowcore.get().newPsw(entry).address())
                        .filter(address -> address != 0)
                        .distinct()
                        .toList();
            }
        }
        return List.of();
    }

    /** By the prefix register, or, where QEMU does not show it, by the CPU's own addresses, where an idle kernel has it. */
    private Optional<Lowcore> lowcore(StubThread cpu) {
        try {
            client.select(cpu);
            OptionalInt prefix = client.registerNumber("prefix");
            byte[] bytes = prefix.isPresent()
                    ? client.readAbsolute(client.register(prefix.getAsInt()), Lowcore.BYTES)
                    : client.read(0, Lowcore.BYTES);
            return Optional.of(new Lowcore(new BigEndian(bytes)));
        } catch (StubException e) {
            if (e.reason() != StubException.Reason.REFUSED) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
