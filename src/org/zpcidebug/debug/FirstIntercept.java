package org.zpcidebug.debug;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;

/** The first time that a guest stops, and the first that it logs, the user interface is told: it shows its views then. */
public final class FirstIntercept {

    /** The code of the status whose handler shows them; its source is the target, which stands or not. */
    public static final int CODE = 323;

    private final ZpciDebugTarget target;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicBoolean logged = new AtomicBoolean();

    FirstIntercept(ZpciDebugTarget target) {
        this.target = target;
    }

    void stopped() {
        tell(stopped);
    }

    void logged() {
        tell(logged);
    }

    private void tell(AtomicBoolean before) {
        if (!before.getAndSet(true)) {
            StatusHandlers.handle(new Status(IStatus.INFO, DebugIds.PLUGIN, CODE, target.guestName(), null), target);
        }
    }
}
