package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.zpci.ConfigurationState;

/** A driver is bound to a function that is not enabled. */
@SuppressWarnings("nls")
final class DisabledWithDriver extends Check {

    DisabledWithDriver() {
        super("disabled-with-driver", Severity.ERROR);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.function().linux(),
                linux -> given(
                        Value.from(linux.driver()),
                        driver -> foundIf(
                                isDisabled(linux) && !driver.isEmpty(),
                                s.evidence("handle", "linux.driver"),
                                linux.handle().toString(),
                                driver)));
    }

    private static boolean isDisabled(ZpciDevice linux) {
        return !linux.handle().isEnabled()
                && linux.state().orElse(ConfigurationState.CONFIGURED) == ConfigurationState.CONFIGURED;
    }
}
