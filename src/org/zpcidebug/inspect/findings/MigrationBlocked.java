package org.zpcidebug.inspect.findings;

import org.zpcidebug.inspect.Finding.Severity;
import org.zpcidebug.inspect.GuestSnapshot;

/** Any zpci object keeps a guest from migration. */
@SuppressWarnings("nls")
final class MigrationBlocked extends GuestCheck {

    MigrationBlocked() {
        super("migration-blocked", Severity.INFO);
    }

    @Override
    Verdict look(GuestSnapshot guest) {
        return found(
                any(guest).evidence("zpci"), Integer.toString(guest.functions().size()));
    }
}
