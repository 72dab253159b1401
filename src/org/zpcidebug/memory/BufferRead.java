package org.zpcidebug.memory;

import java.nio.ByteBuffer;
import org.zpcidebug.memory.MemoryProblem.Kind;

/** Reads one extent into a buffer of the caller's. */
final class BufferRead implements Reading {

    private final long address;
    private final ByteBuffer target;
    private final int length;
    private final RamMap ram;
    private MemoryProblem problem;
    private long delivered;

    BufferRead(long address, ByteBuffer target, RamMap ram, MemoryOptions options) {
        this.address = address;
        this.target = target;
        this.length = target.remaining();
        this.ram = ram;
        if (length > options.batchBytes()) {
            problem = BudgetedStorage.exceeded(options.batchBytes());
        } else if (!ram.holds(address, length)) {
            problem = MemoryProblem.of(Kind.OUTSIDE_RAM, MemoryProblem.hex(address), Integer.toString(length));
        }
    }

    @Override
    public void run(SpanReader reader) {
        int done = 0;
        while (done < length && problem == null) {
            long at = address + done;
            RamRange range = ram.find(at);
            int part = (int) Math.min(Math.min(length - done, reader.largestSpan()), range.end() - at);
            problem = reader.readInto(new Span(at, part, range), target, target.position() + done);
            done += part;
        }
        delivered = problem == null ? length : 0;
    }

    @Override
    public void giveUp(MemoryProblem reason) {
        if (problem == null) {
            problem = reason;
        }
    }

    @Override
    public long delivered() {
        return delivered;
    }

    /** Null when the buffer was filled. */
    MemoryProblem problem() {
        return problem;
    }
}
