package org.zpcidebug.inspect;

import java.util.Optional;
import org.zpcidebug.zpci.DmaTranslation;
import org.zpcidebug.zpci.FaultCause;
import org.zpcidebug.zpci.PageRow;

/**
 * Where a DMA address leads, and what is known of its use besides: tables that are right are of no use as long as the
 * hypervisor was not told of them (RPCIT), and an access may have failed already.
 *
 * @param notice the same for a person; empty when there is nothing to say
 */
@SuppressWarnings("nls")
public record LookUp(DmaTranslation walk, Optional<String> notice) {

    /** What was found of an address of a function. */
    static LookUp of(DmaTranslation walk, FunctionSnapshot function) {
        return of(walk, function.demo(), function.refreshed());
    }

    /** The same of what is known of the function. */
    static LookUp of(DmaTranslation walk, Value<DemoFunction> demo, Value<RefreshCount> refreshed) {
        return new LookUp(walk, fault(walk, demo).or(() -> neverRefreshed(walk, refreshed)));
    }

    private static Optional<String> fault(DmaTranslation walk, Value<DemoFunction> demo) {
        return demo.map(DemoFunction::lastError)
                .orElse(Optional.empty())
                .filter(fault -> fault.address() / PageRow.BYTES == walk.iova() / PageRow.BYTES)
                .map(fault -> Words.of(
                        "lookUp.fault",
                        Words.hex(fault.event().code()),
                        fault.event().words(),
                        FaultCause.of(fault.event(), walk).words()));
    }

    private static Optional<String> neverRefreshed(DmaTranslation walk, Value<RefreshCount> refreshed) {
        return walk.leadsSomewhere() && refreshed.orElse(RefreshCount.SOME) == RefreshCount.NONE
                ? Optional.of(Words.of("lookUp.neverRefreshed"))
                : Optional.empty();
    }
}
