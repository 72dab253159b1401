package org.zpcidebug.ui.testing;

import java.io.IOException;
import org.zpcidebug.testing.ProcessSignals;

/** Signals to processes that a test started. */
public final class Signals {

    private Signals() {}

    /** SIGSTOP. */
    public static void stop(long pid) throws IOException, InterruptedException {
        ProcessSignals.send("STOP", pid);
    }

    /** SIGCONT. */
    public static void resume(long pid) throws IOException, InterruptedException {
        ProcessSignals.send("CONT", pid);
    }

    /** SIGKILL. */
    public static void kill(long pid) throws IOException, InterruptedException {
        ProcessSignals.send("KILL", pid);
    }
}
