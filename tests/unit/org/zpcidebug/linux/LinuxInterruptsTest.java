package org.zpcidebug.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zpcidebug.zpci.MsixEntry;

class LinuxInterruptsTest {

    private static final int FUNCTIONS = 2;

    @ParameterizedTest
    @CsvSource({"false,false", "true,false", "true,true"})
    void readsFromTheMessageToTheCpu(boolean maple, boolean domains) throws Problem {
        SmallIrqs small = new SmallIrqs(maple, domains, FUNCTIONS);
        small.count(SmallIrqs.irq(1, 2), 0, 0xffff_ffffL);
        small.count(SmallIrqs.irq(1, 2), 1, 8);
        small.indicators(1, 0x2000_0000_0000_0000L);
        small.summary(0x40);
        small.mask(SmallIrqs.irq(1, 1), 1);

        InterruptReading reading = small.reader().read(SmallIrqs.devices(FUNCTIONS));

        assertThat(reading.cpus()).isEqualTo(Known.of(List.of(0, 1)));
        assertThat(reading.rows()).isEqualTo(Known.of(Map.of("PCF", List.of(70L, 71L), "MSI", List.of(90L, 91L))));
        FunctionInterrupts function = reading.functions().get(1L);
        assertThat(function.counts().need().count(2, 0)).isEqualTo(0xffff_ffffL);
        assertThat(function.counts().need().total(2)).isEqualTo(0x1_0000_0007L);
        assertThat(function.counts().need().total(1)).isZero();
        assertThat(function.bits().need().indicator(2)).isTrue();
        assertThat(function.bits().need().pending()).isEqualTo(1);
        assertThat(function.bits().need().summary()).isTrue();
        IrqDescription irq = function.irqs().need().get(1).orElseThrow();
        assertThat(irq.irq()).isEqualTo(SmallIrqs.irq(1, 1));
        assertThat(irq.handler()).isEqualTo(Known.of("queue-" + irq.irq()));
        assertThat(irq.message()).isEqualTo(Known.of(new MsixEntry(0xfe00_0000_0000_0000L, 1, true)));
        assertThat(function.irqs().need().get(3).orElseThrow().handler()).isEqualTo(Known.of(""));
        assertThat(function.irqs().need().get(4)).isEmpty();
    }

    @Test
    void followsChanges() throws Problem {
        SmallIrqs small = new SmallIrqs(true, false, FUNCTIONS);
        LinuxInterrupts reader = small.reader();
        List<ZpciDevice> devices = SmallIrqs.devices(FUNCTIONS);
        List<Optional<IrqDescription>> first =
                reader.read(devices).functions().get(0L).irqs().need();
        small.count(SmallIrqs.irq(0, 0), 1, 5);
        FunctionInterrupts second = reader.read(devices).functions().get(0L);
        assertThat(second.irqs().need()).isSameAs(first);
        assertThat(second.counts().need().count(0, 1)).isEqualTo(5);

        small.mask(SmallIrqs.irq(0, 0), 1);
        small.swap(0, 0, 2);
        FunctionInterrupts third = reader.read(devices).functions().get(0L);
        assertThat(third.counts().need().count(2, 1)).isEqualTo(5);
        assertThat(third.irqs().need().get(2).orElseThrow().message().need().masked())
                .isTrue();
    }

    @Test
    void aSteadyReadingTakesFewBatches() {
        SmallIrqs small = new SmallIrqs(true, false, FUNCTIONS);
        LinuxInterrupts reader = small.reader();
        reader.read(SmallIrqs.devices(FUNCTIONS));
        int before = small.storage.batches();
        reader.read(SmallIrqs.devices(FUNCTIONS));
        assertThat(small.storage.batches() - before).isLessThan(10);
    }

    @Test
    void saysWhatIsMissing() {
        SmallIrqs small = new SmallIrqs(true, false, 1);
        small.storage.u64(0x8008, 0x10_0006L);
        InterruptReading reading = small.reader().read(SmallIrqs.devices(1));
        FunctionInterrupts function = reading.functions().get(0L);
        assertThat(function.bits().isKnown()).isTrue();
        assertThat(function.irqs().isKnown()).isFalse();
        assertThat(function.counts().problem()).isEqualTo(function.irqs().problem());
    }
}
