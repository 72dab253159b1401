package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.zpcidebug.testing.Eventually;
import org.zpcidebug.testing.LinuxGuest;
import org.zpcidebug.testing.LinuxPair;
import org.zpcidebug.testing.LinuxReport;
import org.zpcidebug.testing.LinuxReport.InterruptRow;

/** Compares what is read of interrupts with /proc/interrupts of guests with IO running, before and after. */
class LinuxInterruptsLiveTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long MESSAGE_ADDRESS = 0xfe00_0000_0000_0000L;

    @ParameterizedTest
    @EnumSource
    void countsLieBetweenTheGuestsOwn(LinuxPair pair) throws Exception {
        LinuxGuest guest = LinuxGuest.shared(pair);
        try (LiveMemory live = LiveMemory.of(guest)) {
            LinuxReader reader = live.reader();
            assertThat(reader.probe()).isInstanceOf(LinuxProbe.Running.class);
            reader.interrupts(reader.devices(Set.of()));
            LinuxReport before = guest.nextReport();
            InterruptReading first = reader.interrupts(reader.devices(Set.of()));
            LinuxReport after = Eventually.returns(LIMIT, () -> {
                LinuxReport report = guest.nextReport();
                assertThat(total(report, "MSI")).isGreaterThan(total(before, "MSI"));
                return report;
            });
            InterruptReading second = reader.interrupts(reader.devices(Set.of()));

            assertThat(first.cpus()).isEqualTo(Known.of(List.of(0, 1)));
            assertThat(first.functions()).hasSize(pair.functions());
            for (String name : List.of("PCF", "PCD", "MSI", "GAL")) {
                List<Long> counts = first.rows().need().get(name);
                between(
                        before.interrupts().get(name),
                        counts,
                        after.interrupts().get(name));
            }
            int irqs = 0;
            for (Map.Entry<Long, FunctionInterrupts> function :
                    first.functions().entrySet()) {
                irqs += check(function.getValue(), before, after);
                assertThat(second.functions().get(function.getKey()).irqs().need())
                        .as("what did not change is kept")
                        .isSameAs(function.getValue().irqs().need());
            }
            long own = before.interrupts().values().stream()
                    .filter(row -> row.description().contains("PCI-MSI"))
                    .count();
            assertThat(irqs).isEqualTo((int) own).isPositive();
        }
    }

    private static long total(LinuxReport report, String row) {
        return report.interrupts().get(row).total();
    }

    private static int check(FunctionInterrupts function, LinuxReport before, LinuxReport after) throws Problem {
        assertThat(function.bits().need().registration().count())
                .isEqualTo(function.irqs().need().size());
        int shown = 0;
        for (int i = 0; i < function.irqs().need().size(); i++) {
            Optional<IrqDescription> irq = function.irqs().need().get(i);
            InterruptCounts counts = function.counts().need();
            if (irq.isEmpty()) {
                assertThat(counts.total(i)).isZero();
                continue;
            }
            assertThat(irq.get().message().need().address()).isEqualTo(MESSAGE_ADDRESS);
            assertThat(irq.get().message().need().data()).isEqualTo(i);
            if (!irq.get().handler().need().isEmpty()) {
                shown++;
                String row = Integer.toString(irq.get().irq());
                assertThat(irq.get().handler().need())
                        .isEqualTo(before.interrupts().get(row).handler());
                assertThat(irq.get().message().need().masked()).isFalse();
                between(
                        before.interrupts().get(row),
                        List.of(counts.count(i, 0), counts.count(i, 1)),
                        after.interrupts().get(row));
                assertThat(counts.total(i)).isEqualTo(counts.count(i, 0) + counts.count(i, 1));
            }
        }
        return shown;
    }

    private static void between(InterruptRow before, List<Long> mine, InterruptRow after) {
        assertThat(mine).hasSameSizeAs(before.counts());
        for (int cpu = 0; cpu < mine.size(); cpu++) {
            assertThat(mine.get(cpu))
                    .as(before.name())
                    .isBetween(before.counts().get(cpu), after.counts().get(cpu));
        }
    }
}
