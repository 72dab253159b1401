package org.zpcidebug.intercept;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zpcidebug.gdbstub.StubClient;
import org.zpcidebug.gdbstub.StubThread;
import org.zpcidebug.linux.Known;
import org.zpcidebug.zpci.FunctionList;
import org.zpcidebug.zpci.ListedFunction;
import org.zpcidebug.zpci.QueriedGroup;

/**
 * Asks the architecture itself: has a CPU of a stopped guest execute CLP, STPCIFC and PCILG, which change nothing (unless reading a BAR that the user has named does), and
 * leaves everything as it was. Loads count in the functions' measurement blocks, as any loads do.
 */
@SuppressWarnings("nls")
public final class Probe {

    /** More functions than any QEMU has. */
    private static final int MOST_FUNCTIONS = 4096;

    private final Injection injection;
    private final List<BarRange> named;
    private final Map<Integer, Known<QueriedGroup>> groups = new HashMap<>();
    private boolean uidChecking;

    private Probe(Injection injection, List<BarRange> named) {
        this.injection = injection;
        this.named = named;
    }

    /**
     * Probes all functions. The guest stands before and after.
     *
     * @param page the page to borrow
     * @param mayRun whether the guest may run on for a moment when all CPUs wait
     * @param named words of BARs that the user wants to have read
     * @throws ProbeException when it cannot be probed safely; the guest is as it was
     */
    public static ProbeReading run(StubClient client, ProbePage page, boolean mayRun, List<BarRange> named) {
        long from = System.nanoTime();
        Instant taken = Instant.now();
        ProbeCpu choice = new ProbeCpu(client);
        StubThread cpu = choice.find(mayRun);
        Probe probe;
        List<FunctionQuestions> functions;
        try (Injection injection = Injection.begin(client, cpu, page)) {
            probe = new Probe(injection, named);
            functions = probe.functions();
        }
        Duration paused = Duration.ofNanos(System.nanoTime() - from - choice.ran());
        List<ProbedFunction> answers =
                functions.stream().map(FunctionQuestions::answers).toList();
        return new ProbeReading(taken, paused, cpu.cpu(), probe.uidChecking, answers);
    }

    private List<FunctionQuestions> functions() {
        List<FunctionQuestions> functions = list().stream()
                .map(listed -> new FunctionQuestions(listed, groups, named))
                .toList();
        Questions questions = new Questions(injection);
        functions.forEach(function -> function.askFirst(questions));
        questions.run();
        functions.forEach(function -> function.askSecond(questions));
        questions.run();
        functions.forEach(function -> function.askThird(questions));
        questions.run();
        return functions;
    }

    private List<ListedFunction> list() {
        List<ListedFunction> listed = new ArrayList<>();
        long resume = 0;
        do {
            Known<FunctionList> part = ClpQuestions.list(injection, resume);
            if (!part.isKnown()) {
                throw ProbeException.of("probe.noList", part.problem());
            }
            listed.addAll(part.value().functions());
            uidChecking = part.value().uidChecking();
            boolean isNew = part.value().resume() != resume;
            resume = isNew ? part.value().resume() : 0;
        } while (resume != 0 && listed.size() < MOST_FUNCTIONS);
        return listed;
    }
}
