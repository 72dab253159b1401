package org.zpcidebug.debug;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.hypervisor.MonitorException;
import org.zpcidebug.hypervisor.MonitorOptions;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.SessionException;
import org.zpcidebug.inspect.SessionOptions;

/** Opens a session and waits for its first snapshot, within a bound and as long as the user does not cancel. */
public final class SessionOpener {

    /** How soon a cancellation is noticed, in milliseconds. */
    private static final long SLICE = 100;

    private SessionOpener() {}

    /** As {@link #open(MonitorAddress, SessionOptions, IProgressMonitor)}, with no files of the kernel. */
    public static GuestSession open(MonitorAddress address, IProgressMonitor progress) throws CoreException {
        return open(address, SessionOptions.DEFAULT, progress);
    }

    /**
     * Opens a session. Blocks: never call it on the UI thread.
     *
     * @param options the bound on a command is that of the preferences instead
     * @return a session that has a first snapshot; the caller closes it
     * @throws CoreException when the guest cannot be inspected; its message tells the user what to do
     * @throws OperationCanceledException when the user cancelled; nothing is left behind
     */
    public static GuestSession open(MonitorAddress address, SessionOptions options, IProgressMonitor progress)
            throws CoreException {
        progress.subTask(NLS.bind(Messages.SessionOpener_Connecting, address));
        MonitorOptions bounds = MonitorOptions.DEFAULT.withCommand(Preferences.commandDeadline());
        GuestSession session = GuestSession.open(address, options.with(bounds));
        boolean open = false;
        try {
            await(session, progress, Preferences.attachDeadline());
            open = true;
            return session;
        } finally {
            if (!open) {
                session.close();
            }
        }
    }

    private static void await(GuestSession session, IProgressMonitor progress, Duration bound) throws CoreException {
        long end = System.nanoTime() + bound.toNanos();
        while (true) {
            if (progress.isCanceled()) {
                throw new OperationCanceledException();
            }
            try {
                session.connected().get(SLICE, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                if (System.nanoTime() - end > 0) {
                    throw timeout(session, bound);
                }
            } catch (ExecutionException | CancellationException e) {
                throw failure(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OperationCanceledException();
            }
        }
    }

    private static CoreException timeout(GuestSession session, Duration bound) {
        String problem = session.state().problem();
        String message = NLS.bind(Messages.SessionOpener_Timeout, session.address(), Long.toString(bound.toSeconds()));
        return AttachFailure.TIMEOUT.exception(problem == null ? message : problem, null);
    }

    /** What to tell the user of a failed connection; only what nobody foresaw brings its stack trace into the log. */
    private static CoreException failure(Exception failure) {
        MonitorException known = MonitorException.of(failure);
        if (known != null) {
            return AttachFailure.CONNECT.exception(known.getMessage(), null);
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return AttachFailure.CONNECT.exception(
                message, cause instanceof SessionException && cause.getCause() == null ? null : failure);
    }
}
