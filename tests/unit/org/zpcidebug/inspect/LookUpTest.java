package org.zpcidebug.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.DmaTranslation;
import org.zpcidebug.zpci.DmaTranslation.Verdict;
import org.zpcidebug.zpci.DmaWindow;
import org.zpcidebug.zpci.ErrorEvent;
import org.zpcidebug.zpci.FaultCause;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.Iota;

class LookUpTest {

    private static final long IOVA = 0x1_0000_2010L;
    private static final DmaSpace SPACE = new DmaSpace(new Iota(0x2804), new DmaWindow(0x1_0000_0000L, 0x1_1fff_ffffL));

    private static final Value<DemoFunction> NO_DEMO = Value.unknown("no demo guest");
    private static final Value<RefreshCount> NOT_COUNTED = Value.unknown("not counted");

    private static DmaTranslation walk(Verdict verdict) {
        return new DmaTranslation(SPACE, IOVA, List.of(), verdict, 0x5010);
    }

    private static Optional<String> notice(Verdict verdict, Value<DemoFunction> demo, Value<RefreshCount> count) {
        return LookUp.of(walk(verdict), demo, count).notice();
    }

    /** The demo guest's function after an error event. */
    private static Value<DemoFunction> failed(long address) {
        DemoFunction.Fault fault = new DemoFunction.Fault(ErrorEvent.PROTECTION, address, FaultCause.UNKNOWN);
        return Value.guest(new DemoFunction(
                new FunctionHandle(0x8002_0003),
                0x11,
                true,
                Optional.of(SPACE),
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.of(fault),
                false));
    }

    @ParameterizedTest
    @CsvSource({"MAPPED, the refresh (RPCIT) is missing", "UNMAPPED, was unmapped before", "READ_ONLY, the device wrote"
    })
    void saysWhatWentWrongAtThePage(Verdict verdict, String words) {
        assertThat(notice(verdict, failed(IOVA + 0x100), NOT_COUNTED).orElseThrow())
                .contains("last error event (0x4", words);
    }

    @Test
    void anEventElsewhereSaysNothing() {
        assertThat(notice(Verdict.MAPPED, failed(IOVA + 0x1000), NOT_COUNTED)).isEmpty();
        assertThat(LookUp.of(walk(Verdict.MAPPED), Samples.unknown()).notice()).isEmpty();
        assertThat(LookUp.of(walk(Verdict.MAPPED), Samples.known()).notice()).isEmpty();
    }

    @Test
    void saysThatNothingWasEverRefreshed() {
        Value<RefreshCount> none = Value.guest(RefreshCount.NONE);
        assertThat(notice(Verdict.READ_ONLY, NO_DEMO, none).orElseThrow()).contains("has never refreshed", "RPCIT");
        assertThat(notice(Verdict.NEVER_MAPPED, NO_DEMO, none)).isEmpty();
        assertThat(notice(Verdict.MAPPED, NO_DEMO, Value.guest(RefreshCount.SOME)))
                .isEmpty();
        assertThat(notice(Verdict.MAPPED, NO_DEMO, Value.guest(RefreshCount.NONE_YET)))
                .isEmpty();
    }
}
