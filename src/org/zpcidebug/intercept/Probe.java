package org.zpcidebug.intercept;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.gdbstub.StubClient;

/**
 * Asks the architecture itself: has a CPU of a stopped guest execute CLP, STPCIFC and PCILG, which change nothing (unless reading a BAR that the user has named does), and
 * leaves everything as it was. Loads count in the functions' measurement blocks, as any loads do.
 */
@SuppressWarnings("nls")
public final class Probe {

    /** More programs than the functions of any QEMU need. */
    private static final int MOST_SURVEYS = 4096;

    private final Injection injection;
    private final List<BarRange> named;
    private final List<Survey> surveys = new ArrayList<>();
    private final List<FunctionQuestions> functions = new ArrayList<>();
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
        Probe probe;
        int cpu;
        try (Injection injection = Injection.begin(client, choice.find(mayRun), page)) {
            cpu = injection.cpu();
            probe = new Probe(injection, named);
            probe.survey();
            if (!named.isEmpty() || probe.surveys.stream().anyMatch(Survey::isIncomplete)) {
                probe.askRest();
            }
        }
        Duration paused = Duration.ofNanos(System.nanoTime() - from - choice.ran());
        List<ProbedFunction> answers = probe.answers();
        return new ProbeReading(taken, paused, cpu, probe.uidChecking, answers);
    }

    /** One program does for what fits its data: functions of QEMU's own take some 800 bytes each. */
    private void survey() {
        int first = 0;
        long token = 0;
        boolean isLast = false;
        while (!isLast && surveys.size() < MOST_SURVEYS) {
            Survey survey = injection.survey(first, token, named.isEmpty());
            surveys.add(survey);
            isLast = survey.isDone() && (survey.token() == 0 || survey.token() == token);
            first = survey.isDone() ? 0 : survey.end();
            token = survey.isDone() ? survey.token() : token;
        }
    }

    private void askRest() {
        read();
        Questions questions = new Questions(injection);
        functions.forEach(function -> function.askRest(questions));
        questions.run();
        functions.forEach(function -> function.askMore(questions));
        questions.run();
    }

    /** Reads the surveys, which takes longer than making them, so that nobody should stand for it. */
    private void read() {
        for (Survey survey : surveys) {
            SurveyAnswers answers = SurveyAnswers.of(survey);
            answers.functions().forEach(function -> functions.add(new FunctionQuestions(function, named)));
            uidChecking = answers.list().uidChecking();
        }
    }

    private List<ProbedFunction> answers() {
        if (functions.isEmpty()) {
            read();
        }
        return functions.stream().map(FunctionQuestions::answers).toList();
    }
}
