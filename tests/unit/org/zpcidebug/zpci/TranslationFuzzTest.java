package org.zpcidebug.zpci;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.zpcidebug.s390.TestStorage;

/**
 * Tables some of whose bytes were changed, or nothing but such bytes: they are read in a bounded number of steps, and
 * the walk of an address agrees with the list of all. The input is an anchor, a window, an address, and changes: a place
 * and what is written there.
 */
class TranslationFuzzTest {

    private static final int MEMORY = 1 << 20;
    private static final int CHANGE = Integer.BYTES + Long.BYTES;
    private static final long TABLE_BYTES = 4 << 20;
    private static final int MAPPINGS = 5000;
    private static final long START = 0x1_0000_0000L;

    @FuzzTest
    void readsAnything(byte[] input) {
        ByteBuffer bytes = ByteBuffer.wrap(input);
        TestStorage storage = storage();
        Iota iota = new Iota(next(bytes) ^ 0x1_0000 ^ 0x804);
        DmaWindow window = new DmaWindow(next(bytes) ^ START, ~next(bytes));
        long asked = next(bytes) ^ START;
        while (bytes.remaining() >= CHANGE) {
            storage.u64((bytes.getInt() & 0xffff_ffffL) % (MEMORY / 8) * 8, bytes.getLong());
        }
        DmaSpace space = new DmaSpace(iota, window);

        Mappings.Reading reading = Mappings.read(storage, space, new ScanLimits(MAPPINGS, TABLE_BYTES, () -> false));

        assertThat(storage.batches()).isLessThan(3000);
        check(storage, space, reading);
        DmaTranslation walk = DmaWalk.translate(storage, space, asked);
        assertThat(walk.steps()).hasSizeLessThanOrEqualTo(5);
        assertThat(walk.reason().orElse("fine")).isNotBlank().doesNotContain("!");
        for (WalkStep step : walk.steps()) {
            step.entry().ifPresent(entry -> assertThat(EntryBits.of(entry)).isNotEmpty());
        }
        // A window can begin within a page, and a table at the end of memory can be readable in part.
        if (reading.result().isComplete() && reading.result().problemCount() == 0) {
            boolean isListed = reading.mappings().find(asked) >= 0 && window.contains(asked);
            assertThat(isListed).isEqualTo(walk.leadsSomewhere());
        }
    }

    /** Sixteen mapped pages from {@link #START} on. */
    private static TestStorage storage() {
        TestStorage storage = new TestStorage(MEMORY);
        storage.u64(0x1_0000 + 2 * 8, 0x2_0007);
        storage.u64(0x2_0000, 0x3_0000);
        for (int i = 0; i < 16; i++) {
            storage.u64(0x3_0000 + 8L * i, 0x5000 + 0x1000L * i);
        }
        return storage;
    }

    private static long next(ByteBuffer bytes) {
        return bytes.remaining() >= Long.BYTES ? bytes.getLong() : 0;
    }

    private static void check(TestStorage storage, DmaSpace space, Mappings.Reading reading) {
        Mappings mappings = reading.mappings();
        ScanResult result = reading.result();
        assertThat((long) mappings.size()).isEqualTo(result.mappings()).isLessThanOrEqualTo(MAPPINGS);
        assertThat(result.tableBytes()).isLessThanOrEqualTo(TABLE_BYTES);
        assertThat(result.problems()).hasSizeLessThanOrEqualTo(ScanResult.MOST_PROBLEMS);
        for (int row = 0; row < mappings.size(); row += 1 + mappings.size() / 50) {
            if (row > 0) {
                assertThat(Long.compareUnsigned(mappings.iova(row - 1), mappings.iova(row)))
                        .isNegative();
            }
            long inside = space.window().contains(mappings.iova(row))
                    ? mappings.iova(row)
                    : space.window().first();
            DmaTranslation walk = DmaWalk.translate(storage, space, inside);
            assertThat(walk.leadsSomewhere()).isTrue();
            assertThat(walk.address() - mappings.address(row)).isEqualTo(inside - mappings.iova(row));
            assertThat(walk.isWritable()).isEqualTo(mappings.isWritable(row));
        }
        assertThat(MappingRanges.linear(mappings).size()).isLessThanOrEqualTo(mappings.size());
    }
}
