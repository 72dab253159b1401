package org.zpcidebug.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.zpcidebug.memory.MemoryProblem.Kind;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;

/** Storage of which only so many bytes may be read; a smaller extent may still fit after a larger one did not. */
@SuppressWarnings("nls")
final class BudgetedStorage implements AbsoluteStorage {

    private final AbsoluteStorage storage;
    private final long budget;
    private final AtomicLong left;

    BudgetedStorage(AbsoluteStorage storage, long bytes) {
        this.storage = storage;
        this.budget = bytes;
        this.left = new AtomicLong(bytes);
    }

    @Override
    public List<StorageRead> read(List<Extent> extents) {
        List<Extent> granted = new ArrayList<>(extents.size());
        boolean[] isGranted = new boolean[extents.size()];
        for (int i = 0; i < isGranted.length; i++) {
            isGranted[i] = take(extents.get(i).length());
            if (isGranted[i]) {
                granted.add(extents.get(i));
            }
        }
        List<StorageRead> reads = granted.isEmpty() ? List.of() : storage.read(granted);
        return granted.size() == isGranted.length ? reads : weave(extents, isGranted, reads);
    }

    private boolean take(long bytes) {
        long before = left.getAndUpdate(now -> bytes <= now ? now - bytes : now);
        return bytes <= before;
    }

    private List<StorageRead> weave(List<Extent> extents, boolean[] isGranted, List<StorageRead> reads) {
        String problem = exceeded(budget).text();
        List<StorageRead> all = new ArrayList<>(isGranted.length);
        int next = 0;
        for (int i = 0; i < isGranted.length; i++) {
            all.add(isGranted[i] ? reads.get(next++) : StorageRead.unreadable(extents.get(i), problem));
        }
        return all;
    }

    /** The problem of what a bound of that many bytes leaves out. */
    static MemoryProblem exceeded(long bytes) {
        boolean isSmall = bytes < 10 << 20;
        String size = isSmall ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
        return MemoryProblem.of(Kind.BUDGET_EXCEEDED, size);
    }
}
