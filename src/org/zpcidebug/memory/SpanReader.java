package org.zpcidebug.memory;

import java.nio.ByteBuffer;
import java.util.List;

/** One way to the guest's memory. Used by one thread at a time. */
interface SpanReader extends AutoCloseable {

    MemoryAccess access();

    /** In words for the user. */
    String detail();

    /** The most bytes a span may have. */
    int largestSpan();

    /** It is cheaper to read this many bytes for nothing than to begin another span. */
    int mergeGap();

    /**
     * Reads spans, each at most {@link #largestSpan()} bytes.
     *
     * @throws MemoryException when this way does not work any more; some spans may have been delivered
     */
    void read(List<Span> spans, SpanSink sink);

    /**
     * Reads one span to a place in a buffer, whose position and limit do not matter.
     *
     * @return why it is unreadable; null when it was read
     */
    default MemoryProblem readInto(Span span, ByteBuffer target, int place) {
        MemoryProblem[] result = new MemoryProblem[1];
        read(List.of(span), new SpanSink() {
            @Override
            public void bytes(int index, ByteBuffer buffer) {
                target.put(place, buffer, 0, span.length());
            }

            @Override
            public void unreadable(int index, MemoryProblem problem) {
                result[0] = problem;
            }
        });
        return result[0];
    }

    /**
     * Reads spans into a buffer, one behind the other from its beginning, if there is a faster way than {@link #read}.
     *
     * @return whether all was read; if not, the buffer holds anything
     */
    default boolean readAll(List<Span> spans, ByteBuffer target) {
        return false;
    }

    /** Does not fail; a second call does nothing. */
    @Override
    void close();
}
