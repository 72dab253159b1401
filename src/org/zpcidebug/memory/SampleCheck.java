package org.zpcidebug.memory;

import java.util.ArrayList;
import java.util.List;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;

/** Compares samples of memory that two ways give. The guest may run and change them meanwhile. */
final class SampleCheck {

    private static final int SAMPLE_BYTES = 64;

    /** The first ranges are enough: with several, all are in the same process. */
    private static final int MOST_RANGES = 4;

    private static final int TRIES = 3;

    private final RamMap ram;

    SampleCheck(RamMap ram) {
        this.ram = ram;
    }

    /**
     * False when a sample differs although it did not change: its bytes were the same before and after, three times.
     *
     * @throws MemoryException when one of the ways does not work
     */
    boolean agree(SpanReader fast, SpanReader slow) {
        List<Extent> open = samples();
        for (int i = 0; i < TRIES && !open.isEmpty(); i++) {
            List<StorageRead> before = read(fast, open);
            List<StorageRead> between = read(slow, open);
            List<StorageRead> after = read(fast, open);
            List<Extent> differ = new ArrayList<>();
            for (int j = 0; j < open.size(); j++) {
                if (before.get(j).equals(after.get(j)) && !same(before.get(j), between.get(j))) {
                    differ.add(open.get(j));
                }
            }
            open = differ;
        }
        return open.isEmpty();
    }

    /** What one of the ways cannot read proves nothing; but if that is so with all, there is no agreement. */
    private static boolean same(StorageRead one, StorageRead other) {
        return one.isReadable() && one.equals(other);
    }

    private List<Extent> samples() {
        List<Extent> samples = new ArrayList<>();
        ram.ranges().stream().limit(MOST_RANGES).forEach(range -> {
            samples.add(new Extent(range.start(), SAMPLE_BYTES));
            samples.add(new Extent(range.start() + (range.length() >>> 13 << 12), SAMPLE_BYTES));
            samples.add(new Extent(range.end() - SAMPLE_BYTES, SAMPLE_BYTES));
        });
        return samples;
    }

    private List<StorageRead> read(SpanReader reader, List<Extent> extents) {
        BatchRead batch = new BatchRead(extents, ram, MemoryOptions.DEFAULT);
        batch.run(reader);
        return batch.results();
    }
}
