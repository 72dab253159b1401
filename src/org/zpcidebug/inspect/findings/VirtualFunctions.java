package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.GuestSnapshot;

/** SR-IOV virtual functions of an emulated device, which get no zpci object. */
@SuppressWarnings("nls")
final class VirtualFunctions extends GuestCheck {

    VirtualFunctions() {
        super("virtual-functions", Severity.INFO);
    }

    @Override
    Verdict look(GuestSnapshot guest) {
        return given(
                guest.guest().setup().virtualFunctions(),
                count -> foundIf(count > 0, any(guest).evidence("zpci"), Integer.toString(count)));
    }
}
