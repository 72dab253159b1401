package org.zpcidebug.ui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import java.util.function.IntUnaryOperator;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.ProgressMonitorWrapper;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobFunction;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.debug.core.ILaunchConfiguration;
import org.eclipse.debug.core.ILaunchManager;

/**
 * Launches as somebody to whom files can be forbidden, whoever runs the tests. Linux keeps capabilities by thread, and a
 * thread begins with those of its maker. So while the launch makes the threads of its connection, and only then, it is
 * without root's right to pass by permissions: what others schedule in the meantime keeps that.
 */
public final class OrdinaryLaunch extends ProgressMonitorWrapper {

    /** {@code _LINUX_CAPABILITY_VERSION_3} of linux/capability.h: a header of 8 bytes, data of twice three words. */
    private static final int VERSION = 0x20080522;

    private static final int HEADER_BYTES = 8;
    private static final int DATA_BYTES = 24;

    /** {@code CAP_DAC_OVERRIDE} and {@code CAP_DAC_READ_SEARCH}. */
    private static final int RIGHTS = 1 << 1 | 1 << 2;

    /** {@code prctl} operations and a bit of linux/securebits.h: with it {@code access} too asks what is effective. */
    private static final int GET_SECUREBITS = 27;

    private static final int SET_SECUREBITS = 28;
    private static final long NO_SETUID_FIXUP = 1 << 2;

    private boolean without;

    private OrdinaryLaunch(IProgressMonitor monitor) {
        super(monitor);
    }

    /** Launches in a job of the user's, whose failure the workbench shows. */
    public static void start(ILaunchConfiguration configuration) {
        Job job = Job.create("Launching " + configuration.getName(), (IJobFunction) monitor -> {
            try {
                configuration.launch(ILaunchManager.DEBUG_MODE, new OrdinaryLaunch(monitor), false, true);
                return Status.OK_STATUS;
            } catch (CoreException e) {
                return e.getStatus();
            }
        });
        job.setUser(true);
        job.schedule();
    }

    /** Said right before connecting. */
    @Override
    public void subTask(String name) {
        if (!without && name.startsWith("Connecting to") && (effective(rights -> rights) & RIGHTS) == RIGHTS) {
            without = true;
            secureBits(secureBits() | NO_SETUID_FIXUP);
            effective(rights -> rights & ~RIGHTS);
        }
        super.subTask(name);
    }

    /** Asked while waiting for the connection. */
    @Override
    public boolean isCanceled() {
        if (without) {
            without = false;
            effective(rights -> rights | RIGHTS);
            secureBits(secureBits() & ~NO_SETUID_FIXUP);
        }
        return super.isCanceled();
    }

    /** Changes the low word of this thread's effective capabilities; returns what it was. */
    private static int effective(IntUnaryOperator change) {
        try (Memory header = new Memory(HEADER_BYTES);
                Memory data = new Memory(DATA_BYTES)) {
            header.setInt(0, VERSION);
            header.setInt(4, 0); // the calling thread
            assertThat(call("capget", header, data)).isZero();
            int rights = data.getInt(0);
            data.setInt(0, change.applyAsInt(rights));
            assertThat(call("capset", header, data)).isZero();
            return rights;
        }
    }

    private static long secureBits() {
        return Function.getFunction("c", "prctl").invokeInt(new Object[] {GET_SECUREBITS, 0L, 0L, 0L, 0L});
    }

    private static void secureBits(long bits) {
        assertThat(Function.getFunction("c", "prctl").invokeInt(new Object[] {SET_SECUREBITS, bits, 0L, 0L, 0L}))
                .isZero();
    }

    private static int call(String name, Memory header, Memory data) {
        return Function.getFunction("c", name).invokeInt(new Object[] {header, data});
    }
}
