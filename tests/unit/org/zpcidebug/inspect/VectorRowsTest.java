package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.zpcidebug.inspect.VectorRows.Matches;
import org.zpcidebug.inspect.VectorRows.Order;
import org.zpcidebug.inspect.VectorRows.Query;
import org.zpcidebug.linux.FunctionInterrupts;
import org.zpcidebug.linux.InterruptCounts;
import org.zpcidebug.linux.InterruptReading;
import org.zpcidebug.linux.IrqDescription;
import org.zpcidebug.linux.Known;
import org.zpcidebug.s390.BigEndian;
import org.zpcidebug.zpci.InterruptBits;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.MsixEntry;

class VectorRowsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final InterruptRegistration REGISTRATION =
            new InterruptRegistration(2, 4, 0x5000, 0, true, 0x6000, 1);

    private final InterruptHistory history = new InterruptHistory();
    private final Matches matches = new Matches();

    /** Four vectors, of which the last has no irq; two CPUs. */
    private static FunctionInterrupts interrupts(int... counts) {
        List<Optional<IrqDescription>> irqs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            MsixEntry message = new MsixEntry(0xfe00_0000_0000_0000L, i, i == 1);
            irqs.add(Optional.of(
                    new IrqDescription(10 - i, 0x1000 + i, 0x2000 + i, Known.of("queue." + i), Known.of(message))));
        }
        irqs.add(Optional.empty());
        InterruptBits bits = new InterruptBits(REGISTRATION, new BigEndian(new byte[] {0x20}), 0x40);
        return new FunctionInterrupts(Known.of(bits), Known.of(irqs), Known.of(new InterruptCounts(4, 2, counts)));
    }

    private static GuestSnapshot guest(long nanos, int... counts) {
        FunctionSnapshot known = Samples.known().with(Value.guest(interrupts(counts)));
        InterruptReading reading = new InterruptReading(
                nanos, Known.of(List.of(0, 1)), Known.of(Map.of("PCF", List.of(nanos / SECOND, 0L))), Map.of());
        GuestSnapshot guest = Samples.guest(known, Samples.unknown());
        return new GuestSnapshot(
                guest.taken(),
                guest.hypervisor(),
                guest.guest(),
                guest.functions(),
                Value.guest(reading),
                guest.adapterEvents(),
                guest.probe(),
                guest.diagnosis(),
                guest.notices());
    }

    private VectorRows rows(GuestSnapshot guest, Query query) {
        return VectorRows.of(guest, history, query, matches);
    }

    private static List<Integer> vectors(VectorRows rows) {
        return IntStream.range(0, rows.size()).mapToObj(rows::vector).toList();
    }

    private void sample(GuestSnapshot guest) {
        history.sample(guest.functions(), guest.interrupts(), null);
    }

    private static final int[] COUNTS = {5, 0, 7, 0, 1, 9, 0, 0};

    @Test
    void showsVectorsWithAnIrqUnlessAllAreWanted() {
        GuestSnapshot guest = guest(SECOND, COUNTS);
        VectorRows used = rows(guest, Query.ALL);
        assertThat(vectors(used)).containsExactly(0, 1, 2);
        assertThat(used.all()).isEqualTo(4);
        assertThat(used.reasons()).singleElement().asString().contains("0xffffffff", "why");
        VectorRows all = rows(guest, Query.ALL.unused(true));
        assertThat(vectors(all)).containsExactly(0, 1, 2, 3);
        assertThat(all.countsOf(3).isKnown()).isFalse();
        assertThat(all.irqOf(3).reason()).contains("no irq");
        assertThat(rows(guest, Query.ALL.of(0xffff_ffffL)).size()).isZero();
    }

    @Test
    void tellsOfARow() {
        VectorRows rows = rows(guest(SECOND, COUNTS), Query.ALL);
        assertThat(rows.countsOf(1).value().total(1)).isEqualTo(9);
        assertThat(rows.handler(1).value()).isEqualTo("queue.1");
        assertThat(rows.messageOf(1).value().masked()).isTrue();
        assertThat(rows.bitsOf(2).value().indicator(2)).isTrue();
        assertThat(rows.find(0x100, 2)).isEqualTo(2);
        assertThat(rows.find(0x100, 3)).isEqualTo(-1);
    }

    @Test
    void filtersByAllWords() {
        GuestSnapshot guest = guest(SECOND, COUNTS);
        assertThat(vectors(rows(guest, Query.ALL.filter("BLK0 queue.2")))).containsExactly(2);
        assertThat(vectors(rows(guest, Query.ALL.filter("queue.2 queue.1")))).isEmpty();
        assertThat(vectors(rows(guest, Query.ALL.filter("0xfe00000000000000")))).hasSize(3);
    }

    @Test
    void sortsByWhatIsAskedFor() {
        GuestSnapshot guest = guest(SECOND, COUNTS);
        Query counts = Query.ALL.sort(Order.COUNT, 0);
        assertThat(vectors(rows(guest, counts))).containsExactly(0, 2, 1);
        assertThat(vectors(rows(guest, counts.sort(Order.COUNT, 0)))).containsExactly(1, 2, 0);
        assertThat(vectors(rows(guest, Query.ALL.sort(Order.IRQ, 0)))).containsExactly(2, 1, 0);
        assertThat(vectors(rows(guest, Query.ALL.sort(Order.CPU, 1)))).containsExactly(2, 0, 1);
        assertThat(vectors(rows(guest, Query.ALL.sort(Order.HANDLER, 0).sort(Order.HANDLER, 0))))
                .containsExactly(2, 1, 0);
        assertThat(vectors(rows(guest, Query.ALL.sort(Order.MASKED, 0)))).containsExactly(0, 2, 1);
        assertThat(vectors(rows(guest, Query.ALL.unused(true).sort(Order.DATA, 0))))
                .containsExactly(3, 0, 1, 2);
    }

    @Test
    void ratesComeFromTheHistory() {
        sample(guest(SECOND, COUNTS));
        GuestSnapshot later = guest(3 * SECOND, 5, 4, 7, 0, 1, 9, 10, 0);
        sample(later);
        VectorRows rows = rows(later, Query.ALL);
        assertThat(rows.activity(1).rate()).isEqualTo(2);
        assertThat(rows.activity(1).sinceChange()).isZero();
        assertThat(rows.activity(0).sinceChange()).isEqualTo(-1);
        assertThat(IntStream.of(rows.activity(2).minute()).sum()).isEqualTo(10);
        assertThat(vectors(rows(later, Query.ALL.sort(Order.RATE, 0)))).containsExactly(0, 1, 2);
        assertThat(vectors(rows(later, Query.ALL.sort(Order.CHANGED, 0)))).containsExactly(0, 1, 2);
    }

    @Test
    void theTimelineHoldsFunctionsAndRows() {
        sample(guest(SECOND, COUNTS));
        sample(guest(SECOND, COUNTS));
        sample(guest(2 * SECOND, 6, 0, 7, 0, 1, 9, 0, 0));
        var timeline = history.timeline();
        assertThat(timeline.nanos()).as("one that is not new is not taken").containsExactly(SECOND, 2 * SECOND);
        var function = new InterruptHistory.Series(InterruptHistory.Kind.FUNCTION, "", 0x100);
        var row = new InterruptHistory.Series(InterruptHistory.Kind.ROW, "PCF", 0);
        assertThat(timeline.counts().get(function)).containsExactly(22, 23);
        assertThat(timeline.counts().get(row)).containsExactly(1, 2);
        assertThat(history.rate(function)).isEqualTo(1);
        assertThat(history.rate(new InterruptHistory.Series(InterruptHistory.Kind.ROW, "PCD", 0)))
                .isEqualTo(-1);
    }

    @Test
    void theOldestSamplesGiveWay() {
        for (int i = 1; i <= InterruptHistory.MOST_SAMPLES + 5; i++) {
            sample(guest(i * SECOND, i, 0, 0, 0, 0, 0, 0, 0));
        }
        var timeline = history.timeline();
        assertThat(timeline.nanos()).hasSize(InterruptHistory.MOST_SAMPLES).startsWith(6 * SECOND);
        assertThat(timeline.counts().get(new InterruptHistory.Series(InterruptHistory.Kind.FUNCTION, "", 0x100)))
                .startsWith(6)
                .endsWith(InterruptHistory.MOST_SAMPLES + 5);
    }
}
