package org.zpcidebug.inspect.findings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionProbe;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.zpci.InterruptRegistration;
import org.zpcidebug.zpci.MsixEntry;

/** Vectors that are set up and masked in the device, so that it keeps them back. */
@SuppressWarnings("nls")
final class MsixMasked extends Check {

    MsixMasked() {
        super("msix-masked", Severity.INFO);
    }

    @Override
    Verdict look(Subject s) {
        return probed(
                s,
                (FunctionProbe probe) -> Value.from(probe.answers().msix()),
                table -> given(s.probe().value().then().flatMap(Belief::interrupts), used -> masked(s, table, used)));
    }

    private Verdict masked(Subject s, List<MsixEntry> table, Optional<InterruptRegistration> used) {
        int count =
                Math.min(table.size(), used.map(InterruptRegistration::count).orElse(0));
        String masked = IntStream.range(0, count)
                .filter(i -> table.get(i).masked() && table.get(i).address() != 0)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        return foundIf(!masked.isEmpty(), s.evidence("probe.msix", "probe.pending"), masked);
    }
}
