package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.zpcidebug.inspect.GuestSnapshot.Guest;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.s390.TestStorage;
import org.zpcidebug.zpci.DmaReference;
import org.zpcidebug.zpci.DmaTranslation.Verdict;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.Mappings;
import org.zpcidebug.zpci.ScanLimits;
import org.zpcidebug.zpci.ScanResult;
import org.zpcidebug.zpci.TableLevel;
import org.zpcidebug.zpci.TranslationTable.Place;

/** Readings of tables on request, where the anchor comes from, and that none lasts for ever. */
class TableInquiryTest {

    private static final long REPORT = 0x100000;
    private static final long REGION = 0x10000;
    private static final long SEGMENT = 0x14000;
    private static final long PAGES = 0x18000;
    private static final long FIRST = 0x1_0000_0000L;

    private final TestStorage storage = new TestStorage(2 << 20);
    private final AtomicReference<GuestMemory> memory = new AtomicReference<>(new FakeMemory(storage));
    private final AtomicReference<GuestSnapshot> snapshot =
            new AtomicReference<>(Samples.guest(Samples.unknown(), Samples.known()));
    private static final long MOST = 1 << 20;

    private final TableInquiry inquiry = new TableInquiry("test", snapshot::get, memory::get);

    @AfterEach
    void close() {
        inquiry.close();
    }

    private static <T> TableReading<T> get(CompletableFuture<TableReading<T>> reading) throws Exception {
        return reading.get(20, TimeUnit.SECONDS);
    }

    /** The function of which nothing is known but what the demo guest says in its report. */
    private void publish(boolean registered) {
        storage.text(REPORT, "ZPCIDEMO").u32(REPORT + 0x8, 1).u32(REPORT + 0xc, 1);
        storage.u32(REPORT + 0x64, 0x5000).u32(REPORT + 0x68, 1).u32(REPORT + 0x6c, 2048);
        long function = REPORT + 0x5000;
        storage.u32(function, 0xffff_ffffL).u8(function + 0x50, registered ? 1 : 0);
        storage.u64(function + 0x58, REGION | 0x804)
                .u64(function + 0x60, FIRST)
                .u64(function + 0x68, FIRST + 0x1fff_ffffL);
    }

    private void map() {
        for (int i = 0; i < 2048; i++) {
            storage.u64(REGION + 8L * i, 0x20).u64(SEGMENT + 8L * i, 0x20);
        }
        for (int i = 0; i < 256; i++) {
            storage.u64(PAGES + 8L * i, 0x400);
        }
        storage.u64(REGION + 16, SEGMENT | 7).u64(SEGMENT, PAGES);
        storage.u64(PAGES + 8, 0x5000).u64(PAGES + 16, 0x6000 | 0x200);
    }

    @Test
    void readsWhatTheDemoGuestRegistered() throws Exception {
        publish(true);
        map();
        TableReading<Mappings.Reading> read = get(inquiry.mappings(0xffff_ffffL, MOST));
        assertThat(read.space().value().window()).isEqualTo(new DmaWindow(FIRST, FIRST + 0x1fff_ffffL));
        assertThat(read.way()).isEqualTo("fake memory");
        Mappings mappings = read.result().value().mappings();
        assertThat(mappings.size()).isEqualTo(2);
        assertThat(mappings.iova(0)).isEqualTo(FIRST + 0x1000);
        assertThat(mappings.address(0)).isEqualTo(0x5000);
        assertThat(mappings.isWritable(1)).isFalse();
        assertThat(get(inquiry.translate(0xffff_ffffL, FIRST + 0x2010)).result().value())
                .satisfies(found -> {
                    assertThat(found.walk().verdict()).isEqualTo(Verdict.READ_ONLY);
                    assertThat(found.walk().address()).isEqualTo(0x6010);
                    assertThat(found.notice()).isEmpty();
                });
        assertThat(get(inquiry.firstTable(0xffff_ffffL))
                        .result()
                        .value()
                        .entry(2)
                        .origin())
                .isEqualTo(SEGMENT);
        Place place = new Place(TableLevel.PAGE, PAGES, FIRST, true);
        assertThat(get(inquiry.table(0xffff_ffffL, place))
                        .result()
                        .value()
                        .entry(1)
                        .bits())
                .isEqualTo(0x5000);
    }

    @Test
    void findsReferencesOfAllFunctionsAndSaysWhatItCouldNotLookThrough() throws Exception {
        publish(true);
        map();
        snapshot.set(Samples.guest(Samples.unknown()));
        References found = get(inquiry.references(0x6010, MOST)).result().value();
        assertThat(found.found()).isEqualTo(List.of(new DmaReference(0xffff_ffffL, FIRST + 0x2010, false)));
        assertThat(found.gaps()).isEmpty();
        publish(false);
        References none = get(inquiry.references(0x6010, MOST)).result().value();
        assertThat(none.found()).isEmpty();
        assertThat(none.gaps()).as("what has no address space leads nowhere").isEmpty();
        publish(true);
        References part = get(inquiry.references(0x6010, 1)).result().value();
        assertThat(part.found()).isEmpty();
        assertThat(part.gaps()).hasSize(1).first().asString().contains("0xffffffff", "more mappings");
        storage.u64(SEGMENT + 8, 0x10_0000_0000_0000L);
        assertThat(get(inquiry.references(0x6010, MOST)).result().value().gaps())
                .as("a table that cannot be read")
                .hasSize(1);
    }

    @Test
    void tellsMappingsOneAfterTheOtherUpToABound() throws Exception {
        publish(true);
        map();
        assertThat(get(inquiry.mappings(0xffff_ffffL, 1))
                        .result()
                        .value()
                        .result()
                        .end())
                .isEqualTo(ScanResult.End.TOO_MANY_MAPPINGS);
        List<Long> told = new CopyOnWriteArrayList<>();
        TableReading<ScanResult> read =
                get(inquiry.scan(0xffff_ffffL, ScanLimits.DEFAULT, (iova, address, bytes, writable) -> told.add(iova)));
        assertThat(read.result().value().isComplete()).isTrue();
        assertThat(told).containsExactly(FIRST + 0x1000, FIRST + 0x2000);
        ScanLimits never = ScanLimits.DEFAULT.until(() -> true);
        assertThat(get(inquiry.scan(0xffff_ffffL, never, (iova, address, bytes, writable) -> told.clear()))
                        .result()
                        .value()
                        .end())
                .isEqualTo(ScanResult.End.CANCELLED);
        assertThat(told).hasSize(2);
    }

    @Test
    void takesTheAnchorOfLinux() throws Exception {
        TableReading<Mappings.Reading> read = get(inquiry.mappings(0x100, MOST));
        assertThat(read.space().value().iota().origin()).isEqualTo(0x1234_0000);
        assertThat(read.result().value().result().problemCount())
                .as("the table is outside of this memory")
                .isEqualTo(1);
    }

    @Test
    void saysWhyNothingCanBeRead() throws Exception {
        assertThat(get(inquiry.mappings(0xffff_ffffL, MOST)).result().reason()).isEqualTo("why");
        assertThat(get(inquiry.mappings(7, MOST)).result().reason()).contains("no function with FID 0x7");
        publish(false);
        assertThat(get(inquiry.mappings(0xffff_ffffL, MOST)).result().reason()).contains("no DMA address space");
        memory.set(null);
        assertThat(get(inquiry.mappings(0x100, MOST)).result().reason()).contains("no connection");
        GuestSnapshot known = snapshot.get();
        GuestSystem refused = GuestSystem.unknown(GuestSystem.State.UNREADABLE, "refused");
        Value<Integer> cpus = known.guest().cpus();
        Guest guest = new Guest(
                known.guest().name(),
                cpus,
                known.guest().memoryBytes(),
                known.guest().facilities(),
                refused);
        snapshot.set(new GuestSnapshot(known.taken(), known.hypervisor(), guest, known.functions(), known.notices()));
        assertThat(get(inquiry.mappings(0x100, MOST)).result().reason()).isEqualTo("refused");
        snapshot.set(null);
        assertThat(get(inquiry.mappings(0x100, MOST)).result().reason()).contains("no connection");
    }

    @Test
    void reportsOfNonsenseAreNone() throws Exception {
        publish(true);
        for (var field : Map.of(0x64L, 0xffff_ffffL, 0x6cL, 0L, 0x8L, 2L).entrySet()) {
            publish(true);
            storage.u32(REPORT + field.getKey(), field.getValue());
            assertThat(get(inquiry.mappings(0xffff_ffffL, MOST)).result().isKnown())
                    .as("field at " + field.getKey())
                    .isFalse();
        }
    }

    @Test
    void endsWhenItIsCancelledOrClosed() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch on = new CountDownLatch(1);
        AbsoluteStorage slow = extents -> {
            reading.countDown();
            try {
                on.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return storage.read(extents);
        };
        memory.set(new FakeMemory(slow));
        publish(true);
        map();
        var first = inquiry.mappings(0xffff_ffffL, MOST);
        var second = inquiry.mappings(0xffff_ffffL, MOST);
        assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
        first.cancel(false);
        on.countDown();
        assertThat(get(second).result().value().result().isComplete())
                .as("the one behind it has its turn")
                .isTrue();
        inquiry.close();
        assertThat(get(inquiry.mappings(0x100, MOST)).result().reason()).contains("no connection");
    }
}
