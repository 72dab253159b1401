package org.zpcidebug.memory;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.zpcidebug.Text;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.hypervisor.MonitorCommand;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.memory.MemoryProblem.Kind;

/** Memory as the human monitor prints it: slow, but it works wherever a monitor can be reached. */
@SuppressWarnings("nls")
final class MonitorMemory extends MonitorSpans<byte[]> {

    /** QEMU formats about 12 MB a second and does nothing else meanwhile: this takes it less than a millisecond. */
    private static final int LARGEST = 8 << 10;

    /** A command costs as much as printing about 2 KiB. */
    private static final int GAP = 2 << 10;

    private static final int DOUBLEWORD = 8;

    private final String detail;

    MonitorMemory(Monitor monitor, Duration batchTime) {
        super(monitor, batchTime);
        detail = Text.of(MonitorMemory.class, "detail.MONITOR", monitor.address());
    }

    /** @throws MemoryException when QEMU does not print memory */
    static SpanReader open(Monitor monitor, RamMap ram, MemoryOptions options) {
        MonitorMemory memory = new MonitorMemory(monitor, options.batchTime());
        memory.probe(ram);
        return memory;
    }

    @Override
    public MemoryAccess access() {
        return MemoryAccess.MONITOR;
    }

    @Override
    public String detail() {
        return detail;
    }

    @Override
    public int largestSpan() {
        return LARGEST;
    }

    @Override
    public int mergeGap() {
        return GAP;
    }

    @Override
    CompletableFuture<byte[]> send(Monitor to, Span span, int slot) {
        return to.execute(examine(start(span), length(span)));
    }

    /** Whole doublewords: RAM begins and ends at page boundaries, so there is always one. */
    private static long start(Span span) {
        return span.address() & -DOUBLEWORD;
    }

    private static int length(Span span) {
        long end = span.address() + span.length() + DOUBLEWORD - 1 & -DOUBLEWORD;
        return (int) (end - start(span));
    }

    /** The bytes at a multiple of 8; null when QEMU cannot access them. */
    static MonitorCommand<byte[]> examine(long address, int length) {
        String line = "xp /" + length / DOUBLEWORD + "xg " + MemoryProblem.hex(address);
        MonitorCommand<String> text = MonitorCommand.hmp(line);
        return new MonitorCommand<>(
                text.name(),
                text.arguments(),
                text.reply().andThen(reply -> ExamineReply.parse(reply, address, length)));
    }

    @Override
    void deliver(Span span, int slot, byte[] answer, SpanSink sink, int index) {
        if (answer == null) {
            sink.unreadable(index, MemoryProblem.of(Kind.UNMAPPED, MemoryProblem.hex(span.address())));
        } else {
            int skip = (int) (span.address() - start(span));
            sink.bytes(index, ByteBuffer.wrap(answer, skip, span.length()).slice());
        }
    }

    @Override
    MemoryProblem refused(MonitorException.Failed refusal) {
        return new MemoryProblem(Kind.MONITOR_FAILED, refusal.getMessage());
    }

    @Override
    public void close() {
        // The monitor belongs to the session.
    }
}
