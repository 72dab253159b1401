package org.zpcidebug.debug;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.debug.core.DebugPlugin;
import org.eclipse.debug.core.ILaunch;
import org.eclipse.debug.core.model.IProcess;
import org.eclipse.osgi.util.NLS;
import org.zpcidebug.hypervisor.MonitorAddress;

/** A running demo guest: its QEMU and its files, which go when QEMU ends. */
final class DemoGuest {

    /** How long QEMU may take until its monitor listens. */
    private static final Duration START = Duration.ofSeconds(10);

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final long POLL = 20;

    private final DemoFiles files;
    private final SignalledProcess process;
    private final IProcess shown;

    private DemoGuest(DemoFiles files, SignalledProcess process, IProcess shown) {
        this.files = files;
        this.process = process;
        this.shown = shown;
    }

    /** Starts QEMU and shows it in the launch. */
    static DemoGuest start(Path qemu, DemoOptions options, ILaunch launch) throws CoreException {
        DemoFiles files = null;
        try {
            files = DemoFiles.create();
            List<String> command = DemoCommand.of(qemu, files, options);
            SignalledProcess process = new SignalledProcess(new ProcessBuilder(command).start());
            process.onExit().thenRun(files::delete);
            return new DemoGuest(files, process, show(launch, process, command));
        } catch (IOException e) {
            if (files != null) {
                files.delete();
            }
            String message = NLS.bind(Messages.DemoGuest_Files, e.getMessage());
            throw AttachFailure.DEMO_FILES.exception(message, e);
        }
    }

    private static IProcess show(ILaunch launch, Process process, List<String> command) {
        String label = NLS.bind(Messages.DemoGuest_Label, Long.toString(process.pid()));
        return DebugPlugin.newProcess(
                launch,
                process,
                label,
                Map.of(
                        IProcess.ATTR_PROCESS_TYPE,
                        DebugIds.DEMO_PROCESS_TYPE,
                        IProcess.ATTR_CMDLINE,
                        DebugPlugin.renderArguments(command.toArray(String[]::new), null)));
    }

    /** Waits until QEMU has made its monitor's socket. */
    MonitorAddress awaitMonitor(IProgressMonitor progress) throws CoreException {
        progress.subTask(Messages.DemoGuest_Starting);
        long end = System.nanoTime() + START.toNanos();
        try {
            while (!Files.exists(files.socket())) {
                if (progress.isCanceled()) {
                    throw new OperationCanceledException();
                }
                if (process.waitFor(POLL, TimeUnit.MILLISECONDS)) {
                    throw ended();
                }
                if (System.nanoTime() - end > 0) {
                    throw AttachFailure.TIMEOUT.exception(Messages.DemoGuest_Slow, null);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationCanceledException();
        }
        return new MonitorAddress.Unix(files.socket());
    }

    /** Says why QEMU ended, if it did: that is why nobody answers. */
    void throwIfEnded() throws CoreException {
        try {
            if (process.waitFor(POLL, TimeUnit.MILLISECONDS)) {
                throw ended();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CoreException ended() throws InterruptedException {
        String complaint = process.complaints().all(LAST_WORDS);
        String message = NLS.bind(Messages.DemoGuest_Ended, Integer.toString(process.exitValue()), complaint);
        return AttachFailure.DEMO_ENDED.exception(message, null);
    }

    /** QEMU as the Debug view shows it. */
    IProcess shown() {
        return shown;
    }

    /** Does something once QEMU has ended, on a thread of its own. */
    void onEnd(Runnable action) {
        process.onExit().thenRun(action);
    }

    /** Ends QEMU. */
    void kill() {
        process.destroyForcibly();
    }
}
