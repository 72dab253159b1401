package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;

/** Looks at a function behind which there is a device of the host; emulated ones have no such trouble. */
abstract class HostDeviceCheck extends Check {

    HostDeviceCheck(String id, Severity severity) {
        super(id, severity);
    }

    /**
     * Looks at one.
     *
     * @param device its address on the host
     */
    abstract Verdict look(Subject s, String device);

    @Override
    final Verdict look(Subject s) {
        return given(s.function().hostDevice(), device -> device.isEmpty() ? Verdict.CLEAR : look(s, device));
    }
}
