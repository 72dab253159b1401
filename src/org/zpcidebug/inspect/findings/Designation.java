package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.zpci.DmaSpace;
import org.zpcidebug.zpci.Iota;

/** A translation anchor that QEMU does not take. */
@SuppressWarnings("nls")
final class Designation extends Check {

    Designation() {
        super("iota-designation", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.belief(),
                belief -> given(
                        belief.space(),
                        space -> space.filter(Designation::isMistaken).isEmpty()
                                ? Verdict.CLEAR
                                : found(
                                        s.evidence("dma.iota", "dma.tableType"),
                                        space.get().iota().toString())));
    }

    private static boolean isMistaken(DmaSpace space) {
        Iota iota = space.iota();
        return iota.translates() && iota.designation() != Iota.Designation.REGION_THIRD_TABLE;
    }
}
