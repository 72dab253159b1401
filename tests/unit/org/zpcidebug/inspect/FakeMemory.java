package org.zpcidebug.inspect;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.zpcidebug.linux.KernelCache;
import org.zpcidebug.linux.SmallKernel;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.memory.MemoryException;
import org.zpcidebug.memory.MemoryProblem;
import org.zpcidebug.memory.RamMap;
import org.zpcidebug.memory.RamRange;
import org.zpcidebug.memory.Refusal;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;
import org.zpcidebug.s390.TestStorage;

/** The memory of a guest that is not there: a storage that the test changes while a session looks at it. */
final class FakeMemory implements GuestMemory {

    private final AbsoluteStorage storage;
    private volatile List<Refusal> refusals = List.of();
    private volatile int remaps;
    private volatile boolean closed;

    FakeMemory(AbsoluteStorage storage) {
        this.storage = storage;
    }

    /** Sessions that get this memory. */
    static GuestAccess access(Supplier<GuestMemory> memory) {
        return new GuestAccess(
                monitor -> memory.get(), KernelCache.inMemory(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Sessions with a Linux that knows no functions. */
    static GuestAccess idle() {
        TestStorage storage = SmallKernel.withDomains().boot(0).storage();
        return access(() -> new FakeMemory(storage));
    }

    /** What a factory throws that finds no way. */
    static MemoryException refused(String why) {
        return new MemoryException(new MemoryProblem(MemoryProblem.Kind.PERMISSION_REFUSED, why), List.of());
    }

    /** From now on these ways are given up. */
    void refuse(List<Refusal> now) {
        refusals = now;
    }

    int remaps() {
        return remaps;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public MemoryAccess access() {
        return MemoryAccess.PROCESS;
    }

    @Override
    public String detail() {
        return "fake memory";
    }

    @Override
    public List<Refusal> refusals() {
        return refusals;
    }

    @Override
    public RamMap ram() {
        return new RamMap(List.of(new RamRange(0, SmallKernel.MEMORY, "fake.ram", 0)));
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public String readInto(long address, ByteBuffer buffer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<StorageRead> read(List<Extent> extents) {
        return storage.read(extents);
    }

    @Override
    public void remap() {
        remaps++;
    }

    @Override
    public void close() {
        closed = true;
    }
}
