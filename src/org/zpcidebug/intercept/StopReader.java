package org.zpcidebug.intercept;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.zpcidebug.Text;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubException;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.intercept.StoppedCpu.State;
import org.zpcidebug.intercept.StoppedGuest.Reason;
import org.zpcidebug.s390.GeneralRegisters;

/** Reads a stopped guest once, so that whoever shows it later has to ask nothing. */
@SuppressWarnings("nls")
final class StopReader {

    private static final int MOST_CPUS = 256;
    private static final int SIXTEEN = 16;

    private final StubClient client;
    private final FrameRules rules;

    StopReader(StubClient client, FrameRules rules) {
        this.client = client;
        this.rules = rules;
    }

    /**
     * Reads all CPUs; the one that stopped is selected afterwards.
     *
     * @param record what the stopped CPU is about to execute, or has executed; may be null
     */
    StoppedGuest read(long number, Reason reason, Set<String> ids, StubThread stopped, InterceptRecord record) {
        List<StoppedCpu> cpus = new ArrayList<>();
        List<StubThread> threads = client.threads();
        for (StubThread thread : threads.subList(0, Math.min(threads.size(), MOST_CPUS))) {
            boolean isStopped = thread.cpu() == stopped.cpu();
            client.select(thread);
            cpus.add(cpu(thread, isStopped, Optional.ofNullable(isStopped ? record : null)));
        }
        client.select(stopped);
        return new StoppedGuest(number, Instant.now(), reason, ids, stopped.cpu(), List.copyOf(cpus));
    }

    private StoppedCpu cpu(StubThread thread, boolean isWhole, Optional<InterceptRecord> record) {
        GeneralRegisters registers = client.registers();
        return new StoppedCpu(
                thread.cpu(),
                Text.of(StopReader.class, "cpu", Integer.toString(thread.cpu())),
                state(thread, registers),
                registers,
                isWhole ? others() : Map.of(),
                CallStack.frames(client, registers, rules),
                record);
    }

    private State state(StubThread thread, GeneralRegisters registers) {
        if (registers.psw().waits() || client.threadWords(thread).contains("halted")) {
            return State.WAITING;
        }
        return registers.psw().isProblemState() ? State.PROGRAM : State.KERNEL;
    }

    /** The same stop with all registers of one more CPU. */
    StoppedGuest whole(StoppedGuest guest, StubThread thread) {
        List<StoppedCpu> cpus = new ArrayList<>();
        for (StoppedCpu cpu : guest.cpus()) {
            boolean isMissing = cpu.cpu() == thread.cpu() && cpu.others().isEmpty();
            cpus.add(isMissing ? whole(cpu, thread) : cpu);
        }
        return new StoppedGuest(
                guest.number(), guest.time(), guest.reason(), guest.breakpoints(), guest.cpu(), List.copyOf(cpus));
    }

    private StoppedCpu whole(StoppedCpu cpu, StubThread thread) {
        client.select(thread);
        return new StoppedCpu(
                cpu.cpu(), cpu.name(), cpu.state(), cpu.registers(), others(), cpu.frames(), cpu.record());
    }

    /** The selected CPU's registers but the general ones, as far as this QEMU tells them. */
    private Map<String, Long> others() {
        Map<String, Long> others = new LinkedHashMap<>();
        add(others, "prefix");
        addAll(others, "cr");
        addAll(others, "acr");
        add(others, "fpc");
        addAll(others, "f");
        return others;
    }

    private void addAll(Map<String, Long> others, String name) {
        for (int i = 0; i < SIXTEEN; i++) {
            add(others, name + i);
        }
    }

    private void add(Map<String, Long> others, String name) {
        OptionalInt number = client.registerNumber(name);
        if (number.isEmpty()) {
            return;
        }
        try {
            others.put(name, client.register(number.getAsInt()));
        } catch (StubException e) {
            // Described, but not there in this QEMU.
            if (e.reason() != StubException.Reason.REFUSED) {
                throw e;
            }
        }
    }
}
