package org.zpcidebug.memory;

import java.nio.ByteBuffer;

/** Takes the outcome of each span of a batch, exactly once, in any order. */
interface SpanSink {

    /** The span's bytes; the buffer holds them from its index 0 on and only until this call returns. */
    void bytes(int index, ByteBuffer buffer);

    /** The span could not be read. */
    void unreadable(int index, MemoryProblem problem);
}
