package org.zpcidebug.inspect;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.hypervisor.RunStatus;

/** A QEMU that has stopped answering: it is asked with growing deadlines, and whatever it answers, it is back. */
final class SilentQemu {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Executor thread;
    private final Predicate<Monitor> isAwaited;
    private final Runnable answered;
    private final Consumer<Throwable> lost;

    /**
     * Asks nothing yet.
     *
     * @param thread runs the other three
     * @param isAwaited whether somebody still waits for that monitor
     * @param answered is run when it answers
     * @param lost is told when it never will
     */
    SilentQemu(Executor thread, Predicate<Monitor> isAwaited, Runnable answered, Consumer<Throwable> lost) {
        this.thread = thread;
        this.isAwaited = isAwaited;
        this.answered = answered;
        this.lost = lost;
    }

    /** Asks until one of the two happens, or nobody waits any more. */
    void ask(Monitor monitor) {
        ask(monitor, FIRST);
    }

    private void ask(Monitor monitor, Duration deadline) {
        monitor.execute(RunStatus.query(), deadline)
                .whenCompleteAsync((status, failure) -> heard(monitor, MonitorException.of(failure), deadline), thread);
    }

    private void heard(Monitor monitor, MonitorException failure, Duration deadline) {
        if (!isAwaited.test(monitor)) {
            return;
        }
        switch (failure == null ? LinkFailure.NONE : LinkFailure.of(failure)) {
            case NONE -> answered.run();
            case SILENT -> ask(monitor, Collections.min(List.of(deadline.multipliedBy(2), LONGEST)));
            default -> lost.accept(failure);
        }
    }
}
