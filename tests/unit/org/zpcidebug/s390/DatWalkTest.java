package org.zpcidebug.s390;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables made by hand: each level at a page of its own. */
class DatWalkTest {

    private static final long REGION_FIRST = 0x10000;
    private static final long REGION_SECOND = 0x14000;
    private static final long REGION_THIRD = 0x18000;
    private static final long SEGMENT = 0x1c000;
    private static final long PAGE_TABLE = 0x20000;
    private static final int WHOLE = 3;

    /** Index 1 in the region tables, 2 in the segment table, 3 in the page table. */
    private static final long VIRTUAL = (1L << 53) + (1L << 42) + (1L << 31) + (2L << 20) + (3L << 12) + 0x123;

    private final TestStorage storage = new TestStorage(0x40000);

    @BeforeEach
    void tables() {
        storage.u64(REGION_FIRST + 8, REGION_SECOND | 0xc | WHOLE);
        storage.u64(REGION_SECOND + 8, REGION_THIRD | 0x8 | WHOLE);
        storage.u64(REGION_THIRD + 8, SEGMENT | 0x4 | WHOLE);
        storage.u64(SEGMENT + 16, PAGE_TABLE);
        storage.u64(PAGE_TABLE + 24, 0x7654_3000L);
    }

    private Translation translate(long element, long virtual) {
        return new DatWalk(storage, AddressSpaceControl.of(element)).translate(virtual);
    }

    @Test
    void fiveLevels() {
        assertThat(translate(REGION_FIRST | 0xc | WHOLE, VIRTUAL))
                .isEqualTo(Translation.valid(VIRTUAL, 0x7654_3123L, true));
    }

    @Test
    void fewerLevelsForSmallerSpaces() {
        assertThat(translate(REGION_SECOND | 0x8 | WHOLE, VIRTUAL - (1L << 53)).absolute())
                .isEqualTo(0x7654_3123L);
        long inThird = VIRTUAL - (1L << 53) - (1L << 42);
        assertThat(translate(REGION_THIRD | 0x4 | WHOLE, inThird).absolute()).isEqualTo(0x7654_3123L);
        long inSegment = inThird - (1L << 31);
        assertThat(translate(SEGMENT | WHOLE, inSegment).absolute()).isEqualTo(0x7654_3123L);
    }

    @Test
    void addressBeyondTheSpace() {
        assertThat(translate(REGION_THIRD | 0x4 | WHOLE, 1L << 42).problem())
                .contains("0x40000000000")
                .contains("beyond");
        assertThat(translate(REGION_FIRST | 0xc | WHOLE, -1).isValid()).isFalse();
    }

    @Test
    void largeFrames() {
        storage.u64(SEGMENT + 16, 0x4560_0000L | 0x400);
        assertThat(translate(REGION_FIRST | 0xc | WHOLE, VIRTUAL).absolute()).isEqualTo(0x4560_3123L);

        storage.u64(REGION_THIRD + 8, 0x1_8000_0000L | 0x400 | 0x4);
        assertThat(translate(REGION_FIRST | 0xc | WHOLE, VIRTUAL).absolute()).isEqualTo(0x1_8020_3123L);
    }

    @Test
    void protectionOfAnyLevelCounts() {
        storage.u64(PAGE_TABLE + 24, 0x7654_3000L | 0x200);
        assertThat(translate(REGION_FIRST | 0xc | WHOLE, VIRTUAL).writable()).isFalse();

        storage.u64(PAGE_TABLE + 24, 0x7654_3000L);
        storage.u64(REGION_SECOND + 8, REGION_THIRD | 0x200 | 0x8 | WHOLE);
        assertThat(translate(REGION_FIRST | 0xc | WHOLE, VIRTUAL).writable()).isFalse();
    }

    @Test
    void invalidEntriesSayWhichTable() {
        storage.u64(PAGE_TABLE + 24, 0x7654_3000L | 0x400);
        assertThat(translate(REGION_FIRST | 0xc | WHOLE, VIRTUAL).problem()).contains("page table is invalid");

        storage.u64(SEGMENT + 16, 0x20);
        assertThat(translate(REGION_FIRST | 0xc | WHOLE, VIRTUAL).problem()).contains("segment table is invalid");

        storage.u64(REGION_FIRST + 8, 0x2c);
        assertThat(translate(REGION_FIRST | 0xc | WHOLE, VIRTUAL).problem()).contains("region-first table is invalid");
    }

    @Test
    void entryOfAnotherTable() {
        storage.u64(REGION_THIRD + 8, SEGMENT | 0x8 | WHOLE);

        assertThat(translate(REGION_FIRST | 0xc | WHOLE, VIRTUAL).problem()).contains("entry of another table");
    }

    @Test
    void tablesThatAreNotWhole() {
        // Only the second 4 KiB part of the region-third table exists, and the entry is in the first.
        storage.u64(REGION_SECOND + 8, REGION_THIRD | 0x40 | 0x8 | WHOLE);
        assertThat(translate(REGION_FIRST | 0xc | WHOLE, VIRTUAL).problem()).contains("no entry");

        // Only the first part of the top table, and the entry is in the second.
        assertThat(translate(REGION_FIRST | 0xc, 600L << 53).problem()).contains("no entry");
    }

    @Test
    void tableOutsideOfMemory() {
        storage.u64(SEGMENT + 16, 0x5000_0000L);

        assertThat(translate(REGION_FIRST | 0xc | WHOLE, VIRTUAL).problem())
                .contains("page table cannot be read")
                .contains("outside of memory");
    }

    @Test
    void realSpace() {
        assertThat(translate(0x20, 0x1234)).isEqualTo(Translation.valid(0x1234, 0x1234, true));
    }

    @Test
    void partsOfAnElement() {
        assertThat(AddressSpaceControl.of(0x0129_0007L))
                .isEqualTo(new AddressSpaceControl(0x0129_0000L, DatLevel.REGION_THIRD, 4, false));
    }
}
