package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Belief;
import org.zpcidebug.inspect.Finding.Severity;

/** A host device with nearly as many mappings as vfio allows. */
@SuppressWarnings("nls")
final class MappingLimit extends HostDeviceCheck {

    MappingLimit() {
        super("mapping-limit", Severity.WARNING);
    }

    /** dma_entry_limit of vfio_iommu_type1, as it is by default. */
    private static final long LIMIT = 65535;

    private static final int FULL_PERCENT = 90;

    @Override
    Verdict look(Subject s, String device) {
        return given(
                s.belief().flatMap(Belief::mappedPages),
                mapped -> foundIf(
                        mapped * 100 >= LIMIT * FULL_PERCENT,
                        s.evidence("hostDevice", "dma.mappedPages"),
                        Long.toString(mapped),
                        Long.toString(LIMIT)));
    }
}
