package org.zpcidebug.debug;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that is ended by signals only. Java's own process also closes the streams it is still being read from, which
 * Eclipse's console then reports as an error.
 */
final class SignalledProcess extends Process {

    private final Process process;
    private final Complaints complaints;

    /** Wraps a process. */
    SignalledProcess(Process process) {
        this.process = process;
        complaints = new Complaints(process.getErrorStream());
    }

    /** The standard error, which is also what {@link #getErrorStream()} returns. */
    Complaints complaints() {
        return complaints;
    }

    @Override
    public void destroy() {
        process.toHandle().destroy();
    }

    @Override
    public Process destroyForcibly() {
        process.toHandle().destroyForcibly();
        return this;
    }

    @Override
    public boolean supportsNormalTermination() {
        return process.supportsNormalTermination();
    }

    @Override
    public OutputStream getOutputStream() {
        return process.getOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return process.getInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return complaints;
    }

    @Override
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
        return process.waitFor(timeout, unit);
    }

    @Override
    public int exitValue() {
        return process.exitValue();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    @Override
    public ProcessHandle toHandle() {
        return process.toHandle();
    }
}
