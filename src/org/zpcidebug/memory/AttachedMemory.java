package org.zpcidebug.memory;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.memory.MemoryProblem.Kind;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;

/** The memory of a guest behind a monitor, by the first way that works; when it stops working, by the next. */
final class AttachedMemory implements GuestMemory {

    /** What is told about the way in use, or the last one that was. */
    private record Shown(MemoryAccess access, String detail) {}

    private final Monitor monitor;
    private final MemoryOptions options;
    private final List<MemoryAccess> order;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
    private final AtomicLong bytesRead = new AtomicLong();
    private volatile RamMap ram;
    private volatile Shown shown;

    /** Which way of the order is in use, or to be tried next. */
    private int way;

    /** Null while none is open. */
    private SpanReader reader;

    /** Why nothing can be read any more; null as long as something may. */
    private MemoryProblem end;

    /** @throws MemoryException when no way works; nothing is left behind then */
    AttachedMemory(Monitor monitor, List<MemoryAccess> order, MemoryOptions options) {
        this.monitor = monitor;
        this.order = List.copyOf(order);
        this.options = options;
        this.ram = RamMapQuery.read(monitor);
        open();
        if (end != null) {
            throw new MemoryException(end, refusals);
        }
    }

    /** Opens the next way that works; when there is none, that is the end. Throws only when it is cancelled. */
    private void open() {
        while (reader == null && end == null) {
            try {
                reader = GuestMemoryFactory.openWay(order.get(way), monitor, ram, options);
                shown = new Shown(reader.access(), reader.detail());
            } catch (MemoryException e) {
                if (e.problem().kind() == Kind.CANCELLED) {
                    throw e;
                }
                giveUpWay(e.problem());
            }
        }
    }

    private void giveUpWay(MemoryProblem problem) {
        refusals.add(new Refusal(order.get(way), problem));
        closeReader();
        way++;
        if (way == order.size()) {
            // When QEMU has ended, all else follows from that.
            end = refusals.stream()
                    .map(Refusal::problem)
                    .filter(reason -> reason.kind() == Kind.PROCESS_GONE)
                    .findFirst()
                    .orElse(problem);
        }
    }

    private void closeReader() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    @Override
    public List<StorageRead> read(List<Extent> extents) {
        return perform(map -> new BatchRead(extents, map, options)).results();
    }

    @Override
    public String readInto(long address, ByteBuffer buffer) {
        MemoryProblem problem =
                perform(map -> new BufferRead(address, buffer, map, options)).problem();
        return problem == null ? null : problem.text();
    }

    @Override
    public String[] readBlocks(long[] addresses, int count, int length, ByteBuffer target) {
        BlockRead blocks = perform(map -> new BlockRead(addresses, count, length, target, map, options));
        return blocks.isDone() ? null : GuestMemory.super.readBlocks(addresses, count, length, target);
    }

    private <T extends Reading> T perform(Function<RamMap, T> request) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            T reading = request.apply(ram);
            reading.giveUp(MemoryProblem.of(Kind.CANCELLED));
            return reading;
        }
        try {
            T reading = request.apply(ram);
            run(reading);
            bytesRead.addAndGet(reading.delivered());
            return reading;
        } finally {
            lock.unlock();
        }
    }

    private void run(Reading reading) {
        boolean isDone = false;
        while (!isDone && end == null) {
            try {
                open();
                if (reader != null) {
                    reading.run(reader);
                    isDone = true;
                }
            } catch (MemoryException e) {
                if (e.problem().kind() == Kind.CANCELLED) {
                    reading.giveUp(e.problem());
                    return;
                }
                giveUpWay(e.problem());
            }
        }
        if (!isDone) {
            reading.giveUp(end);
        }
    }

    @Override
    public void remap() {
        RamMap now = RamMapQuery.read(monitor);
        lock.lock();
        try {
            if (!now.equals(ram)) {
                ram = now;
                // The same way again, which then proves itself with the new map.
                closeReader();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public MemoryAccess access() {
        return shown.access();
    }

    @Override
    public String detail() {
        return shown.detail();
    }

    @Override
    public List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    @Override
    public RamMap ram() {
        return ram;
    }

    @Override
    public long bytesRead() {
        return bytesRead.get();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            end = MemoryProblem.of(Kind.CLOSED);
            closeReader();
        } finally {
            lock.unlock();
        }
    }
}
