package org.zpcidebug.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads blocks of one length into a buffer of the caller's, all of them or, where that is not possible, none. */
final class BlockRead implements Reading {

    private final List<Span> spans;
    private final ByteBuffer target;
    private final long length;
    private boolean done;

    BlockRead(long[] addresses, int count, int length, ByteBuffer target, RamMap ram, MemoryOptions options) {
        this.target = target;
        this.length = (long) count * length;
        boolean fits = this.length <= options.batchBytes() && count <= options.batchExtents();
        this.spans = fits ? spans(addresses, count, length, ram) : List.of();
    }

    /** Empty when not all are RAM. */
    private static List<Span> spans(long[] addresses, int count, int length, RamMap ram) {
        List<Span> spans = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            RamRange range = ram.find(addresses[i]);
            if (range == null || range.end() - addresses[i] < length) {
                return List.of();
            }
            spans.add(new Span(addresses[i], length, range));
        }
        return spans;
    }

    @Override
    public void run(SpanReader reader) {
        done = !spans.isEmpty() && target.capacity() >= length && reader.readAll(spans, target);
    }

    @Override
    public void giveUp(MemoryProblem problem) {
        // The problem is told by whoever then reads the blocks one by one.
    }

    @Override
    public long delivered() {
        return done ? length : 0;
    }

    /** Whether all were read. */
    boolean isDone() {
        return done;
    }
}
