package org.zpcidebug.inspect.findings;

import org.zpcidebug.Text;
import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.zpci.MeasurementBlock;

/** A measurement block without loads and stores, as the machine carries them out and QEMU does not see them. */
@SuppressWarnings("nls")
final class MeasurementBlind extends InterpretedCheck {

    MeasurementBlind() {
        super("measurement-blind", Severity.INFO);
    }

    @Override
    Verdict lookAt(Subject s) {
        return given(
                s.belief().flatMap(Belief::measurement),
                block -> block.filter(MeasurementBlock::wasUpdated).isEmpty()
                        ? unchecked(Text.of(MeasurementBlind.class, "unchecked.measurement"))
                        : foundIf(
                                isBlind(block.get()),
                                s.evidence("measurement.loads", "measurement.stores", "interpreted")));
    }

    private static boolean isBlind(MeasurementBlock block) {
        return block.loads() == 0 && block.stores() == 0 && block.storeBlocks() == 0;
    }
}
