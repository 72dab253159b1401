package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.FunctionSnapshot.VirtioDevice;

/** Looks at the virtio device behind a function; other devices have no such trouble. */
@SuppressWarnings("nls")
abstract class VirtioCheck extends Check {

    VirtioCheck(String id, Severity severity) {
        super(id, severity);
    }

    abstract boolean isFound(VirtioDevice device);

    @Override
    final Verdict look(Subject s) {
        return given(
                s.function().type(),
                type -> type.startsWith("virtio-") || type.startsWith("vhost-")
                        ? given(
                                s.function().virtio(),
                                device -> foundIf(isFound(device), s.evidence("type", "virtio", "dma.mappedPages")))
                        : Verdict.CLEAR);
    }
}
