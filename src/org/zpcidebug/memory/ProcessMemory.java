package org.zpcidebug.memory;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.zpcidebug.Text;
import org.zpcidebug.memory.MemoryProblem.Kind;

/**
 * Memory read straight out of the QEMU process. QEMU takes no part in it and is not held up, even when it hangs. The
 * native buffers are used over and over.
 */
@SuppressWarnings("nls")
final class ProcessMemory implements SpanReader {

    /** Small enough to be still in the processor's cache when it is copied from there. */
    private static final int BUFFER_BYTES = 256 << 10;

    /** Linux takes no more ranges in a call (IOV_MAX). */
    private static final int MOST_RANGES = 1024;

    /** struct iovec: address and length. */
    private static final int RANGE_BYTES = 16;

    /** Another page costs as much as another range. */
    private static final int GAP = 1024;

    private static final int PAGE = 4096;

    private final QemuProcess process;
    private final ProcessFile file;

    /** Begins at a page, and has one more for the place of the first byte in its page. */
    private final Memory memory = new Memory(BUFFER_BYTES + 2 * PAGE);

    private final ByteBuffer bytes = memory.align(PAGE).getByteBuffer(0, BUFFER_BYTES + PAGE);
    private final Memory ranges = new Memory((MOST_RANGES + 1) * RANGE_BYTES);
    private final ByteBuffer table = ranges.getByteBuffer(0, ranges.size()).order(ByteOrder.nativeOrder());
    private final long bufferAddress = Pointer.nativeValue(memory.align(PAGE));
    private final long tableAddress = Pointer.nativeValue(ranges);

    private WeakReference<ByteBuffer> lastTarget = new WeakReference<>(null);
    private long lastAddress;

    ProcessMemory(QemuProcess process) {
        this.process = process;
        this.file = new ProcessFile(process);
    }

    @Override
    public MemoryAccess access() {
        return MemoryAccess.PROCESS;
    }

    @Override
    public String detail() {
        return Text.of(ProcessMemory.class, "detail.PROCESS", process);
    }

    @Override
    public int largestSpan() {
        return BUFFER_BYTES;
    }

    @Override
    public int mergeGap() {
        return GAP;
    }

    @Override
    public void read(List<Span> spans, SpanSink sink) {
        int first = 0;
        while (first < spans.size()) {
            int next = first;
            int length = 0;
            while (next < spans.size()
                    && next - first < MOST_RANGES
                    && length + spans.get(next).length() <= BUFFER_BYTES) {
                Span span = spans.get(next);
                put(next - first + 1, span.hostAddress(), span.length());
                length += span.length();
                next++;
            }
            transfer(spans, first, next, length, sink);
            first = next;
        }
    }

    private void put(int index, long address, long length) {
        table.putLong(index * RANGE_BYTES, address);
        table.putLong(index * RANGE_BYTES + Long.BYTES, length);
    }

    /**
     * The call ends early at a range that it cannot read: that one is unreadable, and the rest is read by another. The
     * first range keeps its place in a page, because some processors copy several times slower otherwise.
     */
    private void transfer(List<Span> spans, int first, int end, int length, SpanSink sink) {
        int at = first;
        int offset = (int) (spans.get(first).hostAddress() & PAGE - 1);
        int last = offset + length;
        while (at < end) {
            put(0, bufferAddress + offset, last - offset);
            long count = call(tableAddress + (1 + at - first) * (long) RANGE_BYTES, end - at);
            int before = at;
            while (at < end && spans.get(at).length() <= count) {
                int size = spans.get(at).length();
                sink.bytes(at, bytes.slice(offset, size));
                count -= size;
                offset += size;
                at++;
            }
            if (at == before) {
                Span span = spans.get(at);
                sink.unreadable(at, unmapped(span));
                offset += span.length();
                at++;
            }
        }
    }

    /** Straight into a direct buffer, if it is one. */
    @Override
    public MemoryProblem readInto(Span span, ByteBuffer target, int place) {
        if (!target.isDirect() || target.isReadOnly()) {
            return SpanReader.super.readInto(span, target, place);
        }
        if (span.length() <= ProcessFile.MOST_BYTES
                && file.read(span.hostAddress(), target.slice(place, span.length()))) {
            return null;
        }
        put(0, address(target) + place, span.length());
        put(1, span.hostAddress(), span.length());
        long count = call(tableAddress + RANGE_BYTES, 1);
        Reference.reachabilityFence(target);
        return count == span.length() ? null : unmapped(span);
    }

    /** As many spans in a call as Linux takes; those that follow one another are one range. */
    @Override
    public boolean readAll(List<Span> spans, ByteBuffer target) {
        if (!target.isDirect() || target.isReadOnly()) {
            return false;
        }
        long local = address(target);
        int next = 0;
        while (next < spans.size()) {
            int count = 0;
            long length = 0;
            long start = 0;
            long end = 0;
            while (next < spans.size() && count < MOST_RANGES) {
                Span span = spans.get(next++);
                if (count == 0 || span.hostAddress() != end) {
                    count++;
                    start = span.hostAddress();
                }
                end = span.hostAddress() + span.length();
                length += span.length();
                put(count, start, end - start);
            }
            put(0, local, length);
            if (call(tableAddress + RANGE_BYTES, count) != length) {
                return false;
            }
            local += length;
        }
        Reference.reachabilityFence(target);
        return true;
    }

    /** Asking for it takes as long as reading a page, and callers use the same buffer again. */
    private long address(ByteBuffer target) {
        if (lastTarget.get() != target) {
            lastTarget = new WeakReference<>(target);
            lastAddress = Pointer.nativeValue(Native.getDirectBufferPointer(target));
        }
        return lastAddress;
    }

    private static MemoryProblem unmapped(Span span) {
        return MemoryProblem.of(Kind.UNMAPPED, MemoryProblem.hex(span.address()));
    }

    /** How many bytes were read; 0 when the first range is not mapped. */
    private long call(long remote, int count) {
        long read = LinuxCalls.process_vm_readv(process.pid(), tableAddress, 1, remote, count, 0);
        if (read >= 0) {
            process.confirm();
            return read;
        }
        int error = Native.getLastError();
        return switch (error) {
            case LinuxCalls.EFAULT -> {
                process.confirm();
                yield 0;
            }
            case LinuxCalls.EINTR -> call(remote, count);
            case LinuxCalls.ESRCH -> throw process.gone();
            case LinuxCalls.EPERM ->
                throw new MemoryException(PtraceRules.of(process.pid()).explain());
            default ->
                throw new MemoryException(
                        MemoryProblem.of(Kind.SYSTEM_ERROR, "process_vm_readv", Integer.toString(error)));
        };
    }

    @Override
    public void close() {
        file.close();
        process.close();
        memory.close();
        ranges.close();
    }
}
