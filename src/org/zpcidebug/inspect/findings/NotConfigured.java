package org.zpcidebug.inspect.findings;

import java.util.Locale;
import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.Value;
import org.zpcidebug.linux.ZpciDevice;
import org.zpcidebug.zpci.ConfigurationState;

/** A function that Linux has in standby. */
@SuppressWarnings("nls")
final class NotConfigured extends Check {

    NotConfigured() {
        super("not-configured", Severity.INFO);
    }

    @Override
    Verdict look(Subject s) {
        return given(
                s.function().linux().map(ZpciDevice::state).flatMap(Value::from),
                state -> foundIf(
                        state != ConfigurationState.CONFIGURED,
                        s.evidence("state", "handle"),
                        state.name().toLowerCase(Locale.ROOT),
                        String.format("%08x", s.function().fid())));
    }
}
