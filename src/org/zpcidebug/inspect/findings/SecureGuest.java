package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.GuestSnapshot;

/** A guest that keeps its memory from QEMU, and so from everybody who asks QEMU. */
@SuppressWarnings("nls")
final class SecureGuest extends GuestCheck {

    SecureGuest() {
        super("secure-guest", Severity.INFO);
    }

    @Override
    Verdict look(GuestSnapshot guest) {
        return given(
                guest.guest().setup().secure(),
                secure -> foundIf(secure, any(guest).evidence("interpreted")));
    }
}
