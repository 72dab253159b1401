package org.zpcidebug.inspect.findings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.zpcidebug.Text;
import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.GuestSnapshot;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.zpci.FunctionHandle;
import org.zpcidebug.zpci.InterruptRegistration;

/** Functions that share a byte of summary bits, with a QEMU that takes a neighbour's bit for the function's own. */
@SuppressWarnings("nls")
final class SharedSummaryByte extends GuestCheck {

    SharedSummaryByte() {
        super("shared-summary-byte", Severity.INFO);
    }

    @Override
    Verdict look(GuestSnapshot guest) {
        if (guest.hypervisor().version().isAtLeast(10, 2, 0)) {
            return Verdict.CLEAR;
        }
        Map<Long, List<FunctionSnapshot>> bytes = guest.functions().stream()
                .filter(function -> summaryByte(function).isPresent())
                .collect(Collectors.groupingBy(f -> summaryByte(f).orElseThrow(), TreeMap::new, Collectors.toList()));
        if (bytes.isEmpty()) {
            return unchecked(Text.of(SharedSummaryByte.class, "unchecked.registrations"));
        }
        return bytes.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .findFirst()
                .map(entry -> found(
                        any(guest).evidence("interrupts.aisb"),
                        guest.hypervisor().version().number(),
                        Words.hex(entry.getKey()),
                        entry.getValue().stream().map(f -> Words.hex(f.fid())).collect(Collectors.joining(", "))))
                .orElse(Verdict.CLEAR);
    }

    /** The byte with the summary bit of a function whose interrupts QEMU sends itself. */
    private static Optional<Long> summaryByte(FunctionSnapshot function) {
        return Belief.of(function)
                .map(Optional::of)
                .orElse(Optional.empty())
                .filter(belief -> belief.handle().kind() == FunctionHandle.Kind.EMULATED)
                .flatMap(belief -> belief.interrupts().orElse(Optional.empty()))
                .map(InterruptRegistration::summaryByte);
    }
}
