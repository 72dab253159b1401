package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioDevice;

/** A virtio device that stopped working after an error of its driver. */
@SuppressWarnings("nls")
final class VirtioBroken extends VirtioCheck {

    VirtioBroken() {
        super("virtio-broken", Severity.ERROR);
    }

    @Override
    boolean isFound(VirtioDevice device) {
        return device.broken();
    }
}
