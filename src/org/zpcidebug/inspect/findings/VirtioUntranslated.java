package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioDevice;

/** A virtio device that goes around the translation of DMA addresses. */
@SuppressWarnings("nls")
final class VirtioUntranslated extends VirtioCheck {

    VirtioUntranslated() {
        super("virtio-untranslated", Severity.INFO);
    }

    @Override
    boolean isFound(VirtioDevice device) {
        return device.started() && !device.translated();
    }
}
