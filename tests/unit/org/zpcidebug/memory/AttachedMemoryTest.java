package org.zpcidebug.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.hypervisor.Monitor;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.Extent;
import org.zpcidebug.s390.StorageRead;

/** Tests what every way to memory has in common. */
class AttachedMemoryTest {

    private static final int PAGE = FakeGuest.PAGE;
    private static final long HOT = 1L << 32;

    private FakeGuest guest;
    private Monitor monitor;

    @BeforeEach
    void start() throws Exception {
        guest = FakeGuest.create();
        monitor = guest.monitor();
    }

    @AfterEach
    void end() throws Exception {
        monitor.close();
        guest.close();
    }

    private GuestMemory open(MemoryAccess access) {
        return GuestMemoryFactory.open(monitor, List.of(access), MemoryOptions.DEFAULT);
    }

    private void assertRight(StorageRead read, Extent extent) {
        assertThat(read.extent()).isEqualTo(extent);
        byte[] expected = guest.expected(extent.address(), extent.length());
        if (expected == null) {
            assertThat(read.isReadable()).as("%s", extent).isFalse();
            assertThat(read.problem()).contains(MemoryProblem.hex(extent.address()));
        } else {
            assertThat(read.problem()).isNull();
            assertThat(read.bytes().bytes(0, extent.length())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "PMEMSAVE", "MONITOR"})
    void readsWhatIsThere(MemoryAccess access) {
        try (GuestMemory memory = open(access)) {
            assertThat(memory.access()).isEqualTo(access);
            assertThat(memory.detail()).isNotBlank();
            assertThat(memory.refusals()).isEmpty();
            assertThat(memory.size()).isEqualTo(40L * PAGE);
            List.of(
                            new Extent(0, 8),
                            new Extent(3, 5),
                            new Extent(0x8001, 1),
                            new Extent(16 * PAGE - 4, 8),
                            new Extent(24 * PAGE - 1, 1),
                            new Extent(HOT, 16 * PAGE),
                            new Extent(HOT + 16 * PAGE - 3, 3),
                            new Extent(0, 24 * PAGE))
                    .forEach(extent -> assertRight(memory.read(extent.address(), extent.length()), extent));
            assertThat(memory.bytesRead()).isEqualTo(8 + 5 + 1 + 8 + 1 + 16 * PAGE + 3 + 24 * PAGE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "PMEMSAVE", "MONITOR"})
    void saysWhatIsOutside(MemoryAccess access) {
        try (GuestMemory memory = open(access)) {
            List<Extent> extents = List.of(
                    new Extent(24 * PAGE, 1),
                    new Extent(24 * PAGE - 1, 2),
                    new Extent(HOT - 1, 2),
                    new Extent(HOT - 8, 8),
                    new Extent(HOT + 16 * PAGE - 8, 16),
                    new Extent(-8, 8),
                    new Extent(-8, 16),
                    new Extent(Long.MAX_VALUE, 1),
                    new Extent(Long.MIN_VALUE, 1),
                    new Extent(0xfe00_0000_0000_0000L, 8),
                    new Extent(0, Integer.MAX_VALUE));
            List<StorageRead> reads = memory.read(extents);
            for (int i = 0; i < extents.size(); i++) {
                assertThat(reads.get(i).isReadable()).isFalse();
            }
            assertThat(memory.bytesRead()).isZero();
        }
        assertThat(guest.received()).noneMatch(line -> line.contains("fe00000000000000"));
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "PMEMSAVE", "MONITOR"})
    void readsAnyBatch(MemoryAccess access) {
        Random random = new Random(access.ordinal());
        int batches = access == MemoryAccess.PROCESS ? 200 : 10;
        try (GuestMemory memory = open(access)) {
            for (int batch = 0; batch < batches; batch++) {
                List<Extent> extents = new ArrayList<>();
                for (int i = random.nextInt(60); i > 0; i--) {
                    long base = random.nextInt(4) == 0 ? HOT : 0;
                    int length = random.nextInt(5) == 0 ? random.nextInt(6 * PAGE) : random.nextInt(64);
                    extents.add(new Extent(base + random.nextInt(30 * PAGE), length));
                }
                List<StorageRead> reads = memory.read(extents);
                assertThat(reads).hasSameSizeAs(extents);
                for (int i = 0; i < reads.size(); i++) {
                    assertRightOrEmpty(reads.get(i), extents.get(i));
                }
            }
        }
    }

    private void assertRightOrEmpty(StorageRead read, Extent extent) {
        if (extent.length() == 0) {
            assertThat(read.bytes().length()).isZero();
        } else {
            assertRight(read, extent);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "PMEMSAVE", "MONITOR"})
    void readsIntoABuffer(MemoryAccess access) {
        try (GuestMemory memory = open(access)) {
            for (ByteBuffer buffer : List.of(ByteBuffer.allocate(9 * PAGE), ByteBuffer.allocateDirect(9 * PAGE))) {
                buffer.position(5).limit(5 + 8 * PAGE);
                assertThat(memory.readInto(12 * PAGE - 3, buffer)).isNull();
                assertThat(buffer.position()).isEqualTo(5);
                byte[] bytes = new byte[8 * PAGE];
                buffer.get(bytes);
                assertThat(bytes).isEqualTo(guest.expected(12 * PAGE - 3, 8 * PAGE));
                buffer.position(5);
                assertThat(memory.readInto(20 * PAGE, buffer)).contains(MemoryProblem.hex(20 * PAGE));
                assertThat(memory.readInto(-1, buffer)).isNotNull();
                buffer.position(buffer.limit());
                assertThat(memory.readInto(-1, buffer)).isNull();
            }
            assertThat(memory.bytesRead()).isEqualTo(2 * 8 * PAGE);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "PMEMSAVE", "MONITOR"})
    void readsBlocksIntoABuffer(MemoryAccess access) {
        try (GuestMemory memory = open(access)) {
            for (ByteBuffer buffer : List.of(ByteBuffer.allocate(PAGE), ByteBuffer.allocateDirect(PAGE))) {
                long[] addresses = {14 * PAGE, 3 * PAGE + 512, 3 * PAGE + 1024, 9};
                assertThat(memory.readBlocks(addresses, 3, 512, buffer)).isNull();
                for (int i = 0; i < 3; i++) {
                    byte[] block = new byte[512];
                    buffer.get(i * 512, block);
                    assertThat(block).isEqualTo(guest.expected(addresses[i], 512));
                }
                addresses[1] = 1L << 40;
                assertThat(memory.readBlocks(addresses, 4, 512, buffer))
                        .satisfies(problems -> assertThat(problems[1]).contains(MemoryProblem.hex(1L << 40)))
                        .satisfies(problems -> assertThat(problems[0]).isNull());
                byte[] last = new byte[512];
                buffer.get(3 * 512, last);
                assertThat(last).isEqualTo(guest.expected(9, 512));
            }
        }
    }

    @Test
    void aPageThatCannotBeReadSpoilsNoOther() {
        try (GuestMemory memory = open(MemoryAccess.PROCESS)) {
            byte[] across = guest.expected(5 * PAGE - 8, 16);
            guest.protect(5 * PAGE);
            List<StorageRead> reads = memory.read(List.of(
                    new Extent(5 * PAGE - 8, 8),
                    new Extent(5 * PAGE, 8),
                    new Extent(6 * PAGE - 8, 8),
                    new Extent(6 * PAGE, 8),
                    new Extent(5 * PAGE - 8, 16),
                    new Extent(0, 16 * PAGE),
                    new Extent(HOT, 8)));
            assertThat(reads.stream().map(StorageRead::isReadable))
                    .containsExactly(true, false, false, true, false, false, true);
            assertThat(reads.get(1).problem()).contains(MemoryProblem.hex(5 * PAGE));
            assertRight(reads.get(0), new Extent(5 * PAGE - 8, 8));
            assertRight(reads.get(3), new Extent(6 * PAGE, 8));
            assertRight(reads.get(6), new Extent(HOT, 8));
            ByteBuffer buffer = ByteBuffer.allocateDirect(16);
            if (memory.readInto(5 * PAGE - 8, buffer) == null) {
                // The file of a process may show what the process has shut itself out of.
                byte[] bytes = new byte[16];
                buffer.get(0, bytes);
                assertThat(bytes).isEqualTo(across);
            }
            assertThat(memory.readBlocks(new long[] {4 * PAGE, 5 * PAGE}, 2, 8, ByteBuffer.allocateDirect(16)))
                    .satisfies(problems -> assertThat(problems[0]).isNull())
                    .satisfies(problems -> assertThat(problems[1]).contains(MemoryProblem.hex(5 * PAGE)));
            assertThat(memory.refusals()).isEmpty();
        } finally {
            guest.unprotect(5 * PAGE);
        }
    }

    @Test
    void severalThreadsMayRead() throws Exception {
        try (GuestMemory memory = open(MemoryAccess.PROCESS)) {
            List<CompletableFuture<Void>> readers = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                Extent extent = new Extent(thread * PAGE, 2 * PAGE);
                readers.add(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 500; i++) {
                        assertRight(memory.read(extent.address(), extent.length()), extent);
                    }
                }));
            }
            CompletableFuture.allOf(readers.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "PMEMSAVE", "MONITOR"})
    void nothingIsReadable(MemoryAccess access) {
        try (GuestMemory memory = open(access)) {
            assertThat(memory.read(List.of())).isEmpty();
            assertThat(memory.read(0, 0).bytes().length()).isZero();
            assertThat(memory.read(-1, 0).isReadable()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "PMEMSAVE", "MONITOR"})
    void aBatchHasABound(MemoryAccess access) {
        MemoryOptions tight = new MemoryOptions(100, 4, Duration.ofSeconds(10));
        try (GuestMemory memory = GuestMemoryFactory.open(monitor, List.of(access), tight)) {
            List<StorageRead> reads = memory.read(List.of(
                    new Extent(0, 60),
                    new Extent(0, 41),
                    new Extent(8, 40),
                    new Extent(0, 1),
                    new Extent(0, 0),
                    new Extent(0, 1)));
            assertThat(reads.stream().map(StorageRead::isReadable))
                    .containsExactly(true, false, true, false, true, false);
            assertThat(memory.read(0, 100).isReadable()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "MONITOR"})
    void aRefreshHasABudget(MemoryAccess access) {
        try (GuestMemory memory = open(access)) {
            AbsoluteStorage storage = memory.within(20 << 10);
            assertThat(storage.read(0, 16 << 10).isReadable()).isTrue();
            List<StorageRead> reads =
                    storage.read(List.of(new Extent(0, 2 << 10), new Extent(0, 4 << 10), new Extent(64, 2 << 10)));
            assertThat(reads.stream().map(StorageRead::isReadable)).containsExactly(true, false, true);
            assertThat(reads.get(1).problem()).contains("20 KiB");
            assertThat(storage.read(0, 1).isReadable()).isFalse();
            assertThat(memory.read(0, 1).isReadable()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "PMEMSAVE", "MONITOR"})
    void afterClosingNothingIsReadable(MemoryAccess access) {
        GuestMemory memory = open(access);
        memory.close();
        assertThat(memory.read(0, 8).isReadable()).isFalse();
        assertThat(memory.access()).isEqualTo(access);
        memory.close();
        assertThat(monitor.closed()).isNotDone();
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "PMEMSAVE", "MONITOR"})
    void pluggedMemoryIsSeenAfterAskingAgain(MemoryAccess access) {
        try (GuestMemory memory = open(access)) {
            guest.plug(2 * HOT, PAGE, "more");
            Extent extent = new Extent(2 * HOT + 8, 8);
            assertThat(memory.read(extent.address(), 8).isReadable()).isFalse();
            memory.remap();
            assertRight(memory.read(extent.address(), 8), extent);
            guest.unplug(2 * HOT);
            memory.remap();
            assertThat(memory.read(extent.address(), 8).isReadable()).isFalse();
            assertThat(memory.access()).isEqualTo(access);
            assertThat(memory.refusals()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "PMEMSAVE", "MONITOR"})
    void anInterruptEndsABatchAndNothingElse(MemoryAccess access) {
        try (GuestMemory memory = open(access)) {
            Thread.currentThread().interrupt();
            assertThat(memory.read(0, 8).isReadable()).isFalse();
            assertThat(Thread.interrupted()).isTrue();
            assertRight(memory.read(0, 8), new Extent(0, 8));
            assertThat(memory.refusals()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "PMEMSAVE", "MONITOR"})
    void onlyCommandsThatLookAreSent(MemoryAccess access) {
        try (GuestMemory memory = open(access)) {
            memory.read(0, 24 * PAGE);
        }
        assertThat(guest.received().stream().skip(1))
                .allMatch(line -> line.contains("\"info mtree -f\"")
                        || line.contains("\"gpa2hva 0x")
                        || line.contains("\"xp /")
                        || line.contains("\"pmemsave\""));
    }

    @ParameterizedTest
    @EnumSource(names = {"STUB", "DUMP"})
    void otherWaysAreNotByAMonitor(MemoryAccess access) {
        assertThatThrownBy(() -> open(access)).isInstanceOf(IllegalArgumentException.class);
    }
}
