package org.zpcidebug.memory;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.memory.MemoryProblem.Kind;

/** A way through the monitor, with a command for each span and a few of them on their way at once. */
abstract class MonitorSpans<T> implements SpanReader {

    /** QEMU answers one after the other; more would only make other callers of the monitor wait. */
    static final int IN_FLIGHT = 4;

    private static final int PROBE_BYTES = 4096;

    private final Duration batchTime;
    private final Monitor monitor;

    MonitorSpans(Monitor monitor, Duration batchTime) {
        this.monitor = monitor;
        this.batchTime = batchTime;
    }

    /**
     * Sends the command for a span. No two spans with the same slot are on their way at once, unless the first was
     * given up; as QEMU works in order, it has then done with the first when it answers the second.
     */
    abstract CompletableFuture<T> send(Monitor to, Span span, int slot);

    /** Delivers what a command has given, or throws. */
    abstract void deliver(Span span, int slot, T answer, SpanSink sink, int index);

    /** What to make of a command that QEMU refused. */
    abstract MemoryProblem refused(MonitorException.Failed refusal);

    /** Reads a page of RAM, to find out whether it works at all. */
    void probe(RamMap ram) {
        RamRange range = ram.ranges().get(0);
        Span page = new Span(range.start(), PROBE_BYTES, range);
        MemoryProblem problem = readInto(page, ByteBuffer.allocate(PROBE_BYTES), 0);
        if (problem != null) {
            throw new MemoryException(problem);
        }
    }

    @Override
    public void read(List<Span> spans, SpanSink sink) {
        MonitorWait wait = new MonitorWait(batchTime.toNanos());
        Deque<CompletableFuture<T>> pending = new ArrayDeque<>();
        MemoryProblem stop = null;
        int sent = 0;
        for (int i = 0; i < spans.size(); i++) {
            while (stop == null && sent < spans.size() && sent < i + IN_FLIGHT) {
                pending.add(send(monitor, spans.get(sent), sent % IN_FLIGHT));
                sent++;
            }
            if (stop == null) {
                stop = receive(wait, pending, spans.get(i), i, sink);
            }
            if (stop != null) {
                sink.unreadable(i, stop);
            }
        }
    }

    /** Null when the span was delivered or is unreadable by itself; else why all the others are unreadable, too. */
    private MemoryProblem receive(
            MonitorWait wait, Deque<CompletableFuture<T>> pending, Span span, int index, SpanSink sink) {
        try {
            deliver(span, index % IN_FLIGHT, wait.get(pending.remove()), sink, index);
            return null;
        } catch (MemoryException e) {
            Kind kind = e.problem().kind();
            if (kind == Kind.BAD_REPLY) {
                sink.unreadable(index, e.problem());
                return null;
            }
            pending.forEach(answer -> answer.cancel(false));
            if (kind == Kind.TIMED_OUT || kind == Kind.CANCELLED) {
                return e.problem();
            }
            throw e.getCause() instanceof MonitorException.Failed refusal ? new MemoryException(refused(refusal)) : e;
        }
    }
}
