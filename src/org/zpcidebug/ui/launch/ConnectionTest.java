package org.zpcidebug.ui.launch;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.jface.operation.IRunnableWithProgress;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.debug.SessionOpener;
import org.zpcidebug.hypervisor.MonitorAddress;
import org.zpcidebug.inspect.GuestSession;
import org.zpcidebug.inspect.GuestSnapshot;

/** Attaches for a moment and tells what was found. */
final class ConnectionTest implements IRunnableWithProgress {

    private final MonitorAddress address;
    private boolean successful;
    private String result = ""; //$NON-NLS-1$

    /** A test of that address. */
    ConnectionTest(MonitorAddress address) {
        this.address = address;
    }

    @Override
    public void run(IProgressMonitor monitor) {
        monitor.beginTask(NLS.bind(Messages.Test_Task, address), IProgressMonitor.UNKNOWN);
        try (GuestSession session = SessionOpener.open(address, monitor)) {
            result = words(session.state().snapshot());
            successful = true;
        } catch (CoreException e) {
            result = e.getStatus().getMessage();
        } catch (OperationCanceledException e) {
            result = Messages.Test_Cancelled;
        } finally {
            monitor.done();
        }
    }

    private static String words(GuestSnapshot snapshot) {
        String functions = NLS.bind(
                snapshot.functions().size() == 1 ? Messages.Test_OneFunction : Messages.Test_Functions,
                Integer.toString(snapshot.functions().size()));
        String words = NLS.bind(Messages.Test_Success, new Object[] {
            snapshot.hypervisor().version().number(),
            snapshot.hypervisor().accelerator().map(Object::toString).orElse(Messages.Test_Unknown),
            snapshot.hypervisor().status().orElse(Messages.Test_Unknown),
            functions
        });
        return (words + ' ' + String.join(" ", snapshot.notices())).strip(); //$NON-NLS-1$
    }

    /** Whether the guest was reached. */
    boolean isSuccessful() {
        return successful;
    }

    /** What was found, or what went wrong and what to do. */
    String result() {
        return result;
    }
}
