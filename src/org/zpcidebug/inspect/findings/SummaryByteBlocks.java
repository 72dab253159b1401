package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot;
import org.zpcidebug.inspect.Words;
import org.zpcidebug.zpci.InterruptGate;
import org.zpcidebug.zpci.InterruptRegistration;

/** A function whose interrupts have stopped at its summary bit, in a QEMU that looks at the whole byte. */
@SuppressWarnings("nls")
final class SummaryByteBlocks extends Check {

    SummaryByteBlocks() {
        super("summary-byte-blocks", Severity.WARNING);
    }

    @Override
    Verdict look(Subject s) {
        boolean isBlocked = s.function()
                .gates()
                .blocking()
                .filter(gate -> gate.kind() == InterruptGate.Kind.SUMMARY)
                .isPresent();
        if (!isBlocked || s.guest().hypervisor().version().isAtLeast(10, 2, 0)) {
            return Verdict.CLEAR;
        }
        return given(
                s.function().registration(),
                registration -> registration.map(own -> neighbours(s, own)).orElse(Verdict.CLEAR));
    }

    private Verdict neighbours(Subject s, InterruptRegistration own) {
        return foundIf(
                s.others().anyMatch(other -> summaryByte(other) == own.summaryByte()),
                s.evidence("interrupts.aisb", "interrupts.aisbo"),
                s.guest().hypervisor().version().number(),
                Words.hex(own.summaryByte()));
    }

    private static long summaryByte(FunctionSnapshot function) {
        return function.registration()
                .map(known -> known.map(InterruptRegistration::summaryByte).orElse(-1L))
                .orElse(-1L);
    }
}
