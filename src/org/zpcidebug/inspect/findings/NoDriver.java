package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.linux.ZpciDevice;

/** A function in Linux that no driver uses. */
@SuppressWarnings("nls")
final class NoDriver extends Check {

    NoDriver() {
        super("no-driver", Severity.INFO);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.function().linux().map(ZpciDevice::driver).flatMap(Value::from),
                driver -> foundIf(
                        driver.isEmpty(),
                        s.evidence("address", "linux.driver"),
                        s.function().linux().value().pciAddress().orElse("")));
    }
}
