package org.zpcidebug.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.memory.GuestMemory;
import org.zpcidebug.memory.MemoryAccess;
import org.zpcidebug.s390.AbsoluteStorage;
import org.zpcidebug.testing.DemoGuest;
import org.zpcidebug.testing.DemoGuest.Device;
import org.zpcidebug.testing.DemoGuestReportFunction;
import org.zpcidebug.testing.DemoGuestReportFunction.Registration;
import org.zpcidebug.testing.DemoGuestReportMappings;
import org.zpcidebug.testing.DemoGuestReportMappings.Page;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.zpci.DmaReference;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaTranslation;
import org.zpcidebug.zpci.DmaTranslation.Verdict;
import org.zpcidebug.zpci.DmaWalk;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.Iota;
import org.zpcidebug.zpci.MappingChanges;
import org.zpcidebug.zpci.MappingRows;
import org.zpcidebug.zpci.Mappings;
import org.zpcidebug.zpci.ScanLimits;
import org.zpcidebug.zpci.ScanResult;

/** Finds every mapping that the demo guest says it made, on a stopped guest, and says of others why they are none. */
class DemoTranslationLiveTest {

    private static final long PAGE = 4096;
    private static final long LARGE = 1 << 20;

    private static DemoGuestReportFunction stopped(WatchedDemo demo) {
        return demo.stop().function(Device.RNG.fid());
    }

    private static DmaSpace space(DemoGuestReportFunction function) {
        Registration registered = function.registration();
        return new DmaSpace(new Iota(registered.iota()), new DmaWindow(registered.pba(), registered.pal()));
    }

    private static List<Page> pages(DemoGuestReportFunction function) {
        return function.validPages()
                .sorted(Comparator.comparingLong(Page::iova))
                .toList();
    }

    private static List<Page> pages(Mappings mappings) {
        MappingRows small = mappings.rows().filter(row -> mappings.bytes(row) == PAGE);
        return IntStream.range(0, small.size())
                .mapToObj(row -> new Page(small.iova(row), small.address(row), small.isWritable(row)))
                .toList();
    }

    private static void compare(Mappings.Reading reading, DemoGuestReportFunction function) {
        DemoGuestReportMappings told = function.mappings();
        ScanResult result = reading.result();
        assertThat(result.isComplete()).isTrue();
        assertThat(result.problems()).isEmpty();
        assertThat(result.mappings()).isEqualTo(told.validPages() + told.largeFrames());
        assertThat(result.largeFrames()).isEqualTo(told.largeFrames());
        assertThat(result.readOnly()).isEqualTo(told.readonlyPages());
        assertThat(result.stale()).isEqualTo(told.stalePages());
        assertThat(result.tableBytes()).isEqualTo(told.tableBytes());
        assertThat(result.bytes()).isEqualTo(told.validPages() * PAGE + told.largeFrames() * LARGE);
        assertThat(pages(reading.mappings()).equals(pages(function)))
                .as("the same mappings in the same order")
                .isTrue();
        for (int i = 0; i < told.largeFrames(); i++) {
            int row = reading.mappings().find(told.largeIova() + i * LARGE);
            assertThat(reading.mappings().address(row)).isEqualTo(told.largeFrame());
            assertThat(reading.mappings().bytes(row)).isEqualTo(LARGE);
        }
    }

    private static WatchedDemo demo(LinuxPair pair) throws Exception {
        return WatchedDemo.startSmall(pair, "mappings=700 large=5 pool=13 readonly=5 stale=6 holes=9");
    }

    @ParameterizedTest
    @EnumSource
    void listsEveryMappingByEveryWay(LinuxPair pair) throws Exception {
        try (WatchedDemo demo = demo(pair)) {
            DemoGuestReportFunction function = stopped(demo);
            compare(Mappings.read(demo.storage(), space(function), ScanLimits.DEFAULT), function);
            for (MemoryAccess access : List.of(MemoryAccess.PROCESS, MemoryAccess.PMEMSAVE, MemoryAccess.MONITOR)) {
                try (GuestMemory memory = demo.memory(access)) {
                    compare(Mappings.read(memory, space(function), ScanLimits.DEFAULT), function);
                }
            }
        }
    }

    private static WatchedDemo million() throws Exception {
        return WatchedDemo.start(DemoGuest.in(LinuxPair.BACKPORTS)
                .devices(Set.of(Device.RNG))
                .options("mappings=1000000 refresh=used rate=10"));
    }

    @Test
    void listsAMillionMappings() throws Exception {
        try (WatchedDemo demo = million();
                GuestMemory memory = demo.memory(MemoryAccess.PROCESS)) {
            DemoGuestReportFunction function = stopped(demo);
            assertThat(function.mappings().bulkValid()).isEqualTo(1_000_000);
            compare(Mappings.read(memory, space(function), ScanLimits.DEFAULT), function);
        }
    }

    @Test
    void saysOfEverySlotWhatItIs() throws Exception {
        try (WatchedDemo demo = demo(LinuxPair.BOOKWORM);
                GuestMemory memory = demo.memory(MemoryAccess.PROCESS)) {
            DemoGuestReportFunction function = stopped(demo);
            DemoGuestReportMappings told = function.mappings();
            DmaSpace space = space(function);
            for (long slot = 0; slot < told.bulkSlots(); slot++) {
                DmaTranslation walk = DmaWalk.translate(memory, space, told.bulkIova() + slot * PAGE + 8);
                assertThat(walk.verdict()).as("slot %d", slot).isEqualTo(verdict(told, slot));
                if (walk.leadsSomewhere()) {
                    assertThat(walk.address()).isEqualTo(told.poolFrame() + slot % told.poolPages() * PAGE + 8);
                }
                assertThat(walk.steps()).hasSize(3);
            }
            assertThat(verdict(memory, space, told.trapIova())).isEqualTo(Verdict.NEVER_MAPPED);
            assertThat(verdict(memory, space, function.registration().pba() - 1))
                    .isEqualTo(Verdict.OUTSIDE);
            assertThat(verdict(memory, space, function.registration().pal() + 1))
                    .isEqualTo(Verdict.OUTSIDE);
            DmaTranslation large = DmaWalk.translate(memory, space, told.largeIova() + LARGE + 0x12345);
            assertThat(large.address()).isEqualTo(told.largeFrame() + 0x12345);
            assertThat(large.steps()).hasSize(2);
        }
    }

    private static Verdict verdict(AbsoluteStorage storage, DmaSpace space, long iova) {
        return DmaWalk.translate(storage, space, iova).verdict();
    }

    private static Verdict verdict(DemoGuestReportMappings told, long slot) {
        if (slot % told.bulkHole() == told.bulkHole() - 1) {
            return Verdict.NEVER_MAPPED;
        }
        if (slot % told.bulkStale() == told.bulkStale() - 1) {
            return Verdict.UNMAPPED;
        }
        return slot % told.bulkReadonly() == told.bulkReadonly() - 1 ? Verdict.READ_ONLY : Verdict.MAPPED;
    }

    @Test
    void findsWhatLeadsToAPage() throws Exception {
        try (WatchedDemo demo = demo(LinuxPair.BACKPORTS);
                GuestMemory memory = demo.memory(MemoryAccess.PROCESS)) {
            DemoGuestReportFunction function = stopped(demo);
            long frame = function.mappings().poolFrame() + 3 * PAGE;
            DemoGuestReportMappings told = function.mappings();
            // The large frames hold the pool.
            Stream<Long> large = LongStream.range(0, told.largeFrames())
                    .mapToObj(i -> told.largeIova() + i * LARGE + frame - told.largeFrame());
            Stream<Long> small = pages(function).stream()
                    .filter(page -> page.frame() == frame)
                    .map(Page::iova);
            Long[] expected = Stream.concat(small, large).toArray(Long[]::new);
            assertThat(expected).hasSizeGreaterThan(20);
            Mappings mappings =
                    Mappings.read(memory, space(function), ScanLimits.DEFAULT).mappings();
            assertThat(DmaReference.to(frame, Map.of(0x300L, mappings)))
                    .extracting(DmaReference::iova)
                    .containsExactly(expected);
            assertThat(DmaReference.read(memory, space(function), ScanLimits.DEFAULT, 0x300, frame)
                            .references())
                    .isEqualTo(DmaReference.to(frame, Map.of(0x300L, mappings)));
        }
    }

    /** The guest maps a page for each request, in turn: between two stops nothing else changes. */
    @Test
    void tellsWhatChangedBetweenTwoStops() throws Exception {
        try (WatchedDemo demo = demo(LinuxPair.BACKPORTS);
                GuestMemory memory = demo.memory(MemoryAccess.PROCESS)) {
            DemoGuestReportFunction before = stopped(demo);
            Mappings first =
                    Mappings.read(memory, space(before), ScanLimits.DEFAULT).mappings();
            demo.run();
            demo.afterLoops(3);
            DemoGuestReportFunction after = stopped(demo);
            MappingChanges changes = MappingChanges.between(
                    first,
                    Mappings.read(memory, space(after), ScanLimits.DEFAULT).mappings());
            assertThat(iovas(changes.mapped())).isEqualTo(without(pages(after), pages(before)));
            assertThat(iovas(changes.unmapped())).isEqualTo(without(pages(before), pages(after)));
            assertThat(changes.moved().size()).isZero();
        }
    }

    private static List<Long> iovas(MappingRows rows) {
        return IntStream.range(0, rows.size()).mapToObj(rows::iova).toList();
    }

    private static List<Long> without(List<Page> pages, List<Page> others) {
        long[] known = others.stream().mapToLong(Page::iova).sorted().toArray();
        return pages.stream()
                .map(Page::iova)
                .filter(iova -> Arrays.binarySearch(known, iova) < 0)
                .toList();
    }
}
