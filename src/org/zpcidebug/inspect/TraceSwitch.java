package org.zpcidebug.inspect;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.zpcidebug.hypervisor.AdapterEvent;
import org.zpcidebug.hypervisor.MessageEvent;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.hypervisor.TraceCommands;
import org.zpcidebug.hypervisor.TraceCommands.EventState;
import org.zpcidebug.hypervisor.TracingMonitor;

/** Switches QEMU's trace events on adapter interruptions, and waits for its answers. */
@SuppressWarnings("nls")
final class TraceSwitch {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Path NOWHERE = Path.of("/dev/null");
    private static final Path ERRORS = Path.of("/dev/stderr");

    private static final List<String> REQUIRED = List.of(AdapterEvent.INTERRUPTION, AdapterEvent.MODE);
    private static final List<String> ALL =
            List.of(AdapterEvent.INTERRUPTION, AdapterEvent.MODE, AdapterEvent.SUPPRESSED, MessageEvent.MESSAGE);

    private final TracingMonitor monitor;

    TraceSwitch(TracingMonitor monitor) {
        this.monitor = monitor;
    }

    /**
     * The events that this QEMU has.
     *
     * @throws SessionException when it lacks one that is needed, or somebody uses one
     */
    List<String> available() {
        List<String> available = ALL.stream()
                .filter(event -> state(event) != EventState.UNAVAILABLE)
                .toList();
        for (String event : REQUIRED) {
            if (!available.contains(event)) {
                throw new SessionException(
                        Words.of("trace.unavailable", event, monitor.version().number()));
            }
        }
        for (String event : available) {
            if (state(event) == EventState.ENABLED) {
                throw new SessionException(Words.of("trace.inUse", event));
            }
        }
        return available;
    }

    /** Whether the events write to the log. */
    boolean isOn() {
        return state(AdapterEvent.INTERRUPTION) == EventState.ENABLED;
    }

    private EventState state(String event) {
        try {
            return ask(TraceCommands.state(event));
        } catch (MonitorException.Failed unknownToIt) {
            return EventState.UNAVAILABLE;
        }
    }

    /** Has QEMU write its log to a file of ours. */
    void log(Path file) {
        String complaint = ask(TraceCommands.log(file)).strip();
        if (!complaint.isEmpty()) {
            throw new SessionException(Words.of("trace.log", complaint));
        }
    }

    /** Switches events on. */
    void on(List<String> events) {
        events.forEach(event -> ask(TraceCommands.enable(event, true)));
    }

    /**
     * Switches all events off and lets go of our log. A QEMU that runs in the background has made the log its standard
     * error output, so that must lead elsewhere before the log can go there.
     */
    void off() {
        for (String event : ALL) {
            try {
                ask(TraceCommands.enable(event, false));
            } catch (MonitorException.Failed expected) {
                // This QEMU does not have it.
            }
        }
        ask(TraceCommands.log(NOWHERE));
        ask(TraceCommands.log(ERRORS));
    }

    private <T> T ask(MonitorCommand<T> command) {
        try {
            return monitor.execute(command, LIMIT).get(2 * LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            MonitorException failure = MonitorException.of(e);
            throw failure == null ? new SessionException(String.valueOf(e.getCause()), e) : failure;
        } catch (TimeoutException e) {
            throw new SessionException(Words.of("problem.silent"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }
}
