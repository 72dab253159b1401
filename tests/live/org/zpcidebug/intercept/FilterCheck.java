package org.zpcidebug.intercept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.zpcidebug.intercept.InterceptedGuest.LIMIT;
import static org.zpcidebug.intercept.InterceptedGuest.get;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.zpcidebug.intercept.InterceptBreakpoint.Action;
import org.zpcidebug.s390.PciOpcode;
import org.zpcidebug.testing.Eventually;

/**
 * Each filter by itself beside a breakpoint that logs everything: it has to match exactly the records that it should, by
 * what is in them.
 */
final class FilterCheck {

    private static final int RECORDS = 400;
    private static final int RECORDS_OF_LINUX = 100;

    private final Map<String, Predicate<InterceptRecord>> wanted = new LinkedHashMap<>();
    private final List<InterceptBreakpoint> breakpoints = new ArrayList<>();

    private void add(InterceptCriteriaBuilder criteria, Predicate<InterceptRecord> holds) {
        String id = criteria.build().toString();
        wanted.put(id, holds);
        breakpoints.add(InterceptBreakpoint.of(id, criteria.build(), Action.COUNT));
    }

    /** On the demo guest with errors, while it stands. */
    static void on(InterceptedGuest guest) {
        FilterCheck check = new FilterCheck();
        check.add(any().instructions(PciOpcode.RPCIT, PciOpcode.CLP), one -> is(one, PciOpcode.RPCIT, PciOpcode.CLP));
        check.add(any().fid(0x200), one -> one.fid().equals(OptionalLong.of(0x200)));
        check.add(any().control(4), one -> is(one, PciOpcode.MPCIFC) && has(one, "control", 4));
        check.add(any().command(2), one -> is(one, PciOpcode.CLP) && has(one, "command", 2));
        check.add(any().space(15), one -> has(one, "space", 15));
        check.add(any().length(4), one -> has(one, "length", 4));
        check.add(any().offsets(2, 0x10), one -> overlaps(one, "offset", "length", 2, 0x10));
        AddressRange pages = new AddressRange(0x1_0000_1000L, 0x1_0000_2fffL);
        check.add(
                any().dma(pages.first(), pages.last()),
                one -> overlaps(one, "iova", "bytes", pages.first(), pages.last()));
        check.add(any().condition(1), one -> one.outcome().condition().orElse(-1) == 1);
        check.add(any().status(20), one -> one.outcome().status().orElse(-1) == 20);
        check.add(any().cpu(1), one -> one.cpu() == 1);
        check.add(
                any().where("length == 4 && offset < 8 || cc == 3"),
                one -> has(one, "length", 4) && number(one, "offset") >= 0 && number(one, "offset") < 8
                        || one.outcome().condition().orElse(-1) == 3);
        check.run(guest, RECORDS);
    }

    /** On Linux, while it stands: what needs its symbols, and addresses that it chose. */
    static void onLinux(InterceptedGuest guest, String caller, AddressRange pages) {
        FilterCheck check = new FilterCheck();
        check.add(
                any().caller(caller), one -> one.stack().stream().anyMatch(symbol -> symbol.startsWith(caller + "+")));
        check.add(
                any().dma(pages.first(), pages.last()),
                one -> overlaps(one, "iova", "bytes", pages.first(), pages.last()));
        check.run(guest, RECORDS_OF_LINUX);
    }

    private static InterceptCriteriaBuilder any() {
        return InterceptCriteria.builder();
    }

    private void run(InterceptedGuest guest, int least) {
        guest.forgetEvents();
        List<InterceptBreakpoint> all = new ArrayList<>(breakpoints);
        all.add(InterceptBreakpoint.of("all", InterceptCriteria.ANY, Action.LOG));
        guest.set(all.toArray(InterceptBreakpoint[]::new));
        get(guest.session().resume());
        Set<String> missing = new TreeSet<>(wanted.keySet());
        Eventually.passes(LIMIT, () -> {
            List<InterceptEvent.Recorded> recorded = guest.recorded();
            recorded.forEach(event -> missing.removeAll(event.breakpoints()));
            assertThat(missing).as("filters that never matched").isEmpty();
            assertThat(recorded).hasSizeGreaterThan(least);
        });
        get(guest.session().suspend());
        for (InterceptEvent.Recorded event : guest.recorded()) {
            Set<String> expected = new TreeSet<>(Set.of("all"));
            wanted.forEach((id, holds) -> {
                if (holds.test(event.record())) {
                    expected.add(id);
                }
            });
            assertThat(new TreeSet<>(event.breakpoints()))
                    .as(event.record().toString())
                    .isEqualTo(expected);
        }
    }

    private static boolean is(InterceptRecord record, PciOpcode... any) {
        return Set.of(any).contains(record.site().instruction().opcode());
    }

    private static boolean has(InterceptRecord record, String name, long value) {
        return Long.valueOf(value).equals(record.operands().get(name));
    }

    private static long number(InterceptRecord record, String name) {
        return record.operands().get(name) instanceof Long value ? value : -1;
    }

    private static boolean overlaps(InterceptRecord record, String first, String length, long from, long to) {
        if (!(record.operands().get(first) instanceof Long start)) {
            return false;
        }
        long end = start + Math.max(number(record, length), 1) - 1;
        return Long.compareUnsigned(start, to) <= 0 && Long.compareUnsigned(end, from) >= 0;
    }
}
