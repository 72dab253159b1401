package org.zpcidebug.ui.launch;

import java.util.Optional;
import org.eclipse.swt.widgets.Shell;

/** Lists the QEMU processes of this machine. */
public final class FindGuestsDialog {
    /** Asks. */
    public static Optional<String> choose(Shell shell) {
        return Optional.empty();
    }
}
