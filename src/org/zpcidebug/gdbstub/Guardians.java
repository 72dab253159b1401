package org.zpcidebug.gdbstub;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The guardians of this process. Starting one takes as long as a small program in Java takes to start; so one whose guest
 * was left is kept for the next for a while, and is all the quicker then.
 */
final class Guardians {

    private static final int KEPT_SECONDS = 60;

    private static GuardianProcess idle;

    private Guardians() {}

    /** One that guards this guest from now on. */
    static GuardianProcess guard(GuardedGuest guest) throws IOException {
        GuardianProcess kept = takeIdle();
        if (kept != null && kept.isAlive()) {
            try {
                kept.guard(guest);
                return kept;
            } catch (IOException e) {
                // It has just ended; another takes its place.
                kept.dismiss();
            }
        }
        GuardianProcess started = GuardianProcess.start();
        started.guard(guest);
        return started;
    }

    private static synchronized GuardianProcess takeIdle() {
        GuardianProcess kept = idle;
        idle = null;
        return kept;
    }

    /** The guest was left as it was found. */
    static void left(GuardianProcess guardian) {
        try {
            guardian.left();
        } catch (IOException e) {
            // It has ended already.
            return;
        }
        if (keep(guardian)) {
            Executor later = CompletableFuture.delayedExecutor(KEPT_SECONDS, TimeUnit.SECONDS);
            later.execute(() -> release(guardian));
        } else {
            guardian.dismiss();
        }
    }

    private static synchronized boolean keep(GuardianProcess guardian) {
        if (idle != null) {
            return false;
        }
        idle = guardian;
        return true;
    }

    /** Ends it, unless it is of use again. */
    private static synchronized void release(GuardianProcess guardian) {
        if (idle == guardian) {
            idle = null;
            guardian.dismiss();
        }
    }
}
