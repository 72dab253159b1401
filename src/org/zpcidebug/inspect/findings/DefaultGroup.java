package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.linux.ZpciDevice;

/** A host device in QEMU's own group, because there was none left that fits. */
@SuppressWarnings("nls")
final class DefaultGroup extends HostDeviceCheck {

    /** ZPCI_DEFAULT_FN_GRP of QEMU's include/hw/s390x/s390-pci-inst.h. */
    private static final int DEFAULT = 0xff;

    DefaultGroup() {
        super("default-group", Severity.INFO);
    }

    @Override
    Verdict look(Subject s, String device) {
        return given(
                s.function().linux().map(ZpciDevice::pfgid).flatMap(Value::from),
                group -> foundIf(group == DEFAULT, s.evidence("pfgid", "hostDevice"), device));
    }
}
