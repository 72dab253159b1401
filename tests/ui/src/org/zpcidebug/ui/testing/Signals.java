package org.zpcidebug.ui.testing;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Signals to processes that a test started. */
public final class Signals {

    private Signals() {}

    /** SIGSTOP. */
    public static void stop(long pid) throws IOException, InterruptedException {
        send("STOP", pid);
    }

    /** SIGCONT. */
    public static void resume(long pid) throws IOException, InterruptedException {
        send("CONT", pid);
    }

    /** SIGKILL. */
    public static void kill(long pid) throws IOException, InterruptedException {
        send("KILL", pid);
    }

    private static void send(String signal, long pid) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
        if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("no signal " + signal + " to " + pid);
        }
    }
}
